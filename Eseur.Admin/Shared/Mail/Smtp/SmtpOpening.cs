using System.Net;
using System.Net.NetworkInformation;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>From no connection to one that takes letters: greeting, encryption, sign-in.</summary>
internal sealed class SmtpOpening(MailSettings settings, SmtpTerms terms)
{
    private SmtpStage stage = SmtpStage.Connect;
    private bool encrypted;

    /// <exception cref="SmtpUnavailableException">The server cannot be reached, or not as the settings demand.</exception>
    public async Task<(SmtpWire Wire, SmtpExtensions Offered)> OpenAsync(CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream? stream = null;
        try
        {
            using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patient.CancelAfter(terms.Patience);
            await socket.ConnectAsync(settings.Host!, settings.Port, patient.Token);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (settings.Tls == MailEncryption.Tls)
                stream = await EncryptAsync(stream, patient.Token);
            return await GreetAsync(new SmtpWire(stream, terms.Patience), (IPEndPoint)socket.LocalEndPoint!, IsLoopback(socket), cancel);
        }
        catch (Exception e)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
            if (e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
                throw new SmtpUnavailableException($"Почтовый сервер {settings.Host}:{settings.Port} не отвечает как должно ({Words(e)}).", stage, inner: e);
            throw;
        }
    }

    private async Task<(SmtpWire Wire, SmtpExtensions Offered)> GreetAsync(SmtpWire wire, IPEndPoint own, bool loopback, CancellationToken cancel)
    {
        stage = SmtpStage.Greeting;
        Demand(await wire.ReadAsync(cancel));
        var offered = await HelloAsync(wire, own, cancel);
        if (settings.Tls == MailEncryption.StartTls)
        {
            wire = await StartTlsAsync(wire, offered, cancel);
            offered = await HelloAsync(wire, own, cancel);
        }
        if (settings.UserName is not null)
            await SignInAsync(wire, offered, loopback, cancel);
        return (wire, offered);
    }

    private async Task<SmtpExtensions> HelloAsync(SmtpWire wire, IPEndPoint own, CancellationToken cancel)
    {
        stage = SmtpStage.Hello;
        await wire.WriteAsync($"EHLO {settings.Hello ?? OwnName(own)}\r\n", cancel);
        var (code, lines) = await wire.ReadLinesAsync(cancel);
        Demand(SmtpReply.Of(code, lines));
        return SmtpExtensions.Of(lines);
    }

    private async Task<SmtpWire> StartTlsAsync(SmtpWire wire, SmtpExtensions offered, CancellationToken cancel)
    {
        stage = SmtpStage.Encryption;
        if (!offered.StartTls)
            throw new SmtpUnavailableException($"Почтовый сервер {settings.Host}:{settings.Port} не предлагает STARTTLS, а без шифрования настройка Mail:Tls не велит.", stage);
        await wire.WriteAsync("STARTTLS\r\n", cancel);
        Demand(await wire.ReadAsync(cancel));
        // Words slipped in before the encryption would be read as said under it.
        if (wire.HasUnread)
            throw new IOException("The server spoke before the encryption began.");
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patient.CancelAfter(terms.Patience);
        return new SmtpWire(await EncryptAsync(wire.Stream, patient.Token), terms.Patience);
    }

    private async Task<SslStream> EncryptAsync(Stream stream, CancellationToken cancel)
    {
        stage = SmtpStage.Encryption;
        var covered = new SslStream(stream);
        await covered.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = settings.Host, RemoteCertificateValidationCallback = terms.Trust }, cancel);
        encrypted = true;
        return covered;
    }

    private async Task SignInAsync(SmtpWire wire, SmtpExtensions offered, bool loopback, CancellationToken cancel)
    {
        stage = SmtpStage.SignIn;
        if (!encrypted && !loopback)
            throw new SmtpUnavailableException("Имя и пароль почтового сервера не посылаются без шифрования: задайте Mail:Tls = StartTls или Tls.", stage);
        string[] answers = offered.SignIns switch
        {
            var ways when ways.Contains("PLAIN", StringComparer.Ordinal) => [$"AUTH PLAIN {Base64($"\0{settings.UserName}\0{settings.Password}")}"],
            var ways when ways.Contains("LOGIN", StringComparer.Ordinal) => ["AUTH LOGIN", Base64(settings.UserName!), Base64(settings.Password ?? "")],
            _ => throw new SmtpUnavailableException("Почтовый сервер не предлагает входа по имени и паролю (AUTH PLAIN или LOGIN), а Mail:UserName задано.", stage),
        };
        for (var i = 0; i < answers.Length; i++)
        {
            await wire.WriteAsync(answers[i] + "\r\n", cancel);
            Demand(await wire.ReadAsync(cancel), goesOn: i < answers.Length - 1);
        }
    }

    private void Demand(SmtpReply reply, bool goesOn = false)
    {
        if (reply.IsRefusal)
            throw new SmtpUnavailableException($"Почтовый сервер {settings.Host}:{settings.Port} отказал: {reply.Code} {reply.Enhanced} {reply.Text}".TrimEnd(), stage, reply);
        if (goesOn ? reply.Code != 334 : !reply.IsDone)
            throw new IOException("The server answered out of turn.");
    }

    private static string Words(Exception e) => e switch
    {
        OperationCanceledException => "молчит",
        AuthenticationException => $"шифрование не установлено: {e.Message}",
        _ => e.Message,
    };

    private static bool IsLoopback(Socket socket) => socket.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Servers that ask for a full name of the machine take its address where it has none.</summary>
    private static string OwnName(IPEndPoint own)
    {
        var machine = IPGlobalProperties.GetIPGlobalProperties();
        var name = machine.DomainName is { Length: > 0 } domain && !machine.HostName.Contains('.', StringComparison.Ordinal) ? $"{machine.HostName}.{domain}" : machine.HostName;
        if (name.Contains('.', StringComparison.Ordinal) && SmtpAddress.Read($"a@{name}") is not null)
            return name;
        var address = own.Address.IsIPv4MappedToIPv6 ? own.Address.MapToIPv4() : own.Address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address}]" : $"[{address}]";
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
