namespace Eseur.Domain.Letters;

/// <summary>What a mail server's no means for the letter and for the address.</summary>
public enum DeliveryVerdict
{
    /// <summary>Try again after a while.</summary>
    Later,

    /// <summary>There is no such mailbox, or no such domain: whatever else is sent there comes back too.</summary>
    AddressDead,

    /// <summary>This letter is not taken (full, too large, against the rules there); the address may be good.</summary>
    Refused,
}

public static class DeliveryVerdicts
{
    /// <summary>By the enhanced status "5.1.1" (RFC 3463) where there is one, else by the three digits (RFC 5321).</summary>
    public static DeliveryVerdict Of(string? status, int? code = null)
    {
        var parts = status?.Split('.') ?? [];
        if (parts is [var kind, var subject, var detail])
        {
            return kind switch
            {
                "4" => DeliveryVerdict.Later,
                // Bad destination mailbox, system or syntax; moved; disabled; no such domain to route to.
                "5" when (subject, detail) is ("1", "1" or "2" or "3" or "6" or "10") or ("2", "1") or ("4", "4") => DeliveryVerdict.AddressDead,
                _ => DeliveryVerdict.Refused,
            };
        }
        return code switch
        {
            >= 400 and < 500 => DeliveryVerdict.Later,
            550 or 551 or 553 => DeliveryVerdict.AddressDead,
            _ => DeliveryVerdict.Refused,
        };
    }
}
