namespace Eseur.Admin.Shared.Excel;

/// <summary>CRC-32 of two runs of bytes from their own: polynomials over GF(2) modulo zip's, the highest power in the lowest bit.</summary>
internal static class Crc32
{
    private const uint Zip = 0xEDB88320;
    private const uint One = 1u << 31;
    private const uint X = 1u << 30;

    public static uint Append(uint crc, uint next, long nextLength) => Multiply(PowerOfX(nextLength * 8), crc) ^ next;

    private static uint PowerOfX(long exponent)
    {
        var power = One;
        for (var square = X; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1) power = Multiply(square, power);
            square = Multiply(square, square);
        }
        return power;
    }

    private static uint Multiply(uint a, uint b)
    {
        var product = 0u;
        for (; a != 0; a <<= 1)
        {
            if ((a & One) != 0) product ^= b;
            b = (b & 1) == 0 ? b >> 1 : (b >> 1) ^ Zip;
        }
        return product;
    }
}
