namespace Eseur.Tests.Shared.Mail.Reports;

internal static class ReportFuzz
{
    /// <summary>A byte changed, a piece left out, a piece repeated: a few times over.</summary>
    public static byte[] Mutated(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 2; times--)
        {
            var at = random.Next(bytes.Count);
            var length = random.Next(Math.Min(100, bytes.Count - at));
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                default:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }
        }
        return [.. bytes];
    }
}
