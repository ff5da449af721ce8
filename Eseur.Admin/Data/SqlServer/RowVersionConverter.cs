using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Eseur.Admin.Data.SqlServer;

/// <summary>A rowversion is eight bytes, most significant first.</summary>
internal sealed class RowVersionConverter() : ValueConverter<long, byte[]>(v => ToBytes(v), v => BinaryPrimitives.ReadInt64BigEndian(v))
{
    private static byte[] ToBytes(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
