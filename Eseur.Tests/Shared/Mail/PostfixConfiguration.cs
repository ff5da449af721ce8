namespace Eseur.Tests.Shared.Mail;

/// <summary>The files of a private Postfix that keeps everything in one folder and lets nothing leave the machine.</summary>
internal static class PostfixConfiguration
{
    /// <summary>
    /// Owns the instance as root. Its input is a pipe from the tests: it ends with them, however they end, and then the master,
    /// which took a process group of its own, is stopped and the folder deleted.
    /// </summary>
    public const string Keeper = """
        trap '' INT TERM HUP
        cd "$1" || exit 1
        # It was made for its owner alone; Postfix's own users have to get to the queue and the mailboxes.
        chmod 755 .
        owner=$(stat -c %u .)
        # The agent that delivers refuses to be root; root reads what anybody owns.
        [ "$owner" -ne 0 ] || owner=65534
        printf 'virtual_uid_maps = static:%s\nvirtual_gid_maps = static:%s\n' "$owner" "$owner" >> etc/main.cf
        chown -R 0:0 etc
        mkdir -p mail/bounces/new mail/bounces/cur mail/bounces/tmp
        chown -R "$owner" mail
        chown postfix data
        /usr/sbin/postfix -c "$1/etc" start-fg < /dev/null > start.log 2>&1 &
        cat > /dev/null
        # Whoever ends at once may end before the start did.
        while kill -0 $! 2> /dev/null; do
          [ ! -s spool/pid/master.pid ] || kill -TERM $(cat spool/pid/master.pid) 2> /dev/null
          sleep 0.1
        done
        cd / && rm -rf "$1"
        """;

    public static void Write(string folder, int port, int policyPort)
    {
        foreach (var name in new[] { "etc", "spool", "data", "mail" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        Put("keeper.sh", Keeper);
        Put("etc/main.cf", Parameters(folder, policyPort));
        Put("etc/master.cf", Services(port));
        Put("etc/domains", "/\\.example$/ here\n");
        // What is not here was accepted all the same, and the delivery agent bounces it: "bounce…" and whatever nobody thought of.
        Put("etc/mailboxes", """
            /^bounces(\+[^@]*)?@registry\.example$/ bounces/
            /@registry\.example$/ registry/
            /^(ok|later)[^@]*@/ arrived/

            """);
        Put("etc/transport", "/^slowbounce[^@]*@/ error:5.2.1 Mailbox disabled, not accepting messages\n");

        void Put(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
    }

    private static string Parameters(string folder, int policyPort) => $"""
        compatibility_level = 3.6
        queue_directory = {folder}/spool
        data_directory = {folder}/data
        maillog_file = {folder}/log
        maillog_file_prefixes = {folder}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = mx.registry.example
        smtpd_banner = $myhostname ESMTP {Path.GetFileName(folder)}
        mydestination =
        mynetworks = 127.0.0.1
        alias_maps =
        local_transport = error:5.1.1 Nobody is local
        default_transport = error:5.1.2 Nothing leaves this machine
        smtp_host_lookup = native
        disable_dns_lookups = yes
        smtpd_peername_lookup = no
        recipient_delimiter = +
        virtual_mailbox_domains = regexp:{folder}/etc/domains
        virtual_mailbox_maps = regexp:{folder}/etc/mailboxes
        virtual_mailbox_base = {folder}/mail
        virtual_mailbox_limit = 0
        virtual_minimum_uid = 1
        transport_maps = regexp:{folder}/etc/transport
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service inet:127.0.0.1:{policyPort}
        smtpd_reject_unlisted_recipient = no
        smtpd_error_sleep_time = 0s
        in_flow_delay = 0s
        notify_classes =

        """;

    // The network service, and of Debian's own list the ones that a letter passes; none in a chroot.
    private static string Services(int port) => $"""
        127.0.0.1:{port} inet n - n - - smtpd
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        proxymap unix - - n - - proxymap
        error unix - - n - - error
        retry unix - - n - - error
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd

        """;
}
