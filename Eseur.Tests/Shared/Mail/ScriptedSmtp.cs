using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Eseur.Admin.Shared.Mail;
using Eseur.Admin.Shared.Mail.Smtp;

namespace Eseur.Tests.Shared.Mail;

/// <summary>A mail server that answers as the test says, and remembers what it heard.</summary>
internal sealed class ScriptedSmtp : LoopbackServer
{
    /// <summary>What the answer to EHLO offers.</summary>
    public string[] Offers { get; init; } = [];

    /// <summary>
    /// Says what is answered to a command, or to a letter's end ("."); null leaves it to the server, "" is silence and "!" ends
    /// the connection.
    /// </summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    /// <summary>Nothing is answered to MAIL and RCPT before DATA was heard: only a client that pipelines gets on.</summary>
    public bool WaitsForData { get; init; }

    public X509Certificate2? Certificate { get; init; }

    public MailEncryption Tls { get; init; }

    public ConcurrentQueue<string> Heard { get; } = [];

    public ConcurrentQueue<string> Bodies { get; } = [];

    public MailSettings Settings => new()
    {
        Host = "127.0.0.1", Port = Port, Tls = Tls,
        Confirmation = "confirmation@registry.example", Registry = "registry@registry.example", SenderName = "Реестр", Hello = "registry.example",
    };

    public Task<SmtpConnection> ConnectAsync(TimeSpan? patience = null, MailSettings? settings = null) =>
        SmtpConnection.ConnectAsync(settings ?? Settings, Terms(patience), new ManualClock(), default);

    public SmtpTerms Terms(TimeSpan? patience = null) =>
        new(patience ?? TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), Certificate is null ? null : (_, given, _, _) => given!.GetCertHashString() == Certificate.GetCertHashString());

    public static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }

    protected override async Task TalkAsync(Stream stream)
    {
        if (Tls == MailEncryption.Tls)
            stream = await CoverAsync(stream);
        if (await SayAsync(stream, Answer("") ?? "220 here"))
            await ConverseAsync(stream);
    }

    private async Task ConverseAsync(Stream stream)
    {
        var held = new StringBuilder();
        while (await LineAsync(stream) is { } line)
        {
            Heard.Enqueue(line);
            var verb = line.Split(' ', ':')[0];
            var answer = Answer(line) ?? Usual(verb);
            held.Append(held.Length > 0 ? "\r\n" : "").Append(answer);
            if (WaitsForData && (verb == "MAIL" || verb == "RCPT"))
                continue;
            var said = held.ToString();
            held.Clear();
            if (!await SayAsync(stream, said) || verb == "QUIT")
                return;
            if (verb == "STARTTLS" && answer.StartsWith("220", StringComparison.Ordinal))
                stream = await CoverAsync(stream);
            if (verb == "DATA" && answer.StartsWith("354", StringComparison.Ordinal) && !await BodyAsync(stream))
                return;
        }
    }

    private string Usual(string verb) => verb switch
    {
        "EHLO" => string.Join("\r\n", Offers.Prepend("here").Select((offer, i) => $"250{(i == Offers.Length ? ' ' : '-')}{offer}")),
        "STARTTLS" => "220 go on",
        "DATA" => "354 go on",
        "AUTH" => "235 welcome",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 fine",
    };

    private async Task<bool> BodyAsync(Stream stream)
    {
        var body = new StringBuilder();
        while (await LineAsync(stream) is { } line)
        {
            if (line == ".")
            {
                Bodies.Enqueue(body.ToString());
                return await SayAsync(stream, Answer(".") ?? "250 2.0.0 queued");
            }
            body.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return false;
    }

    private async Task<bool> SayAsync(Stream stream, string answer)
    {
        if (answer == "!")
            return false;
        if (answer.Length > 0)
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), Stopping);
        return true;
    }

    private async Task<SslStream> CoverAsync(Stream stream)
    {
        var covered = new SslStream(stream);
        await covered.AuthenticateAsServerAsync(Certificate!);
        return covered;
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        var line = new List<byte>();
        for (var one = new byte[1]; await stream.ReadAsync(one, Stopping) > 0;)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }
}
