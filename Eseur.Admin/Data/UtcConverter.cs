using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Eseur.Admin.Data;

/// <summary>Times are UTC in storage; databases forget the kind, so it is put back on reading.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(v => v, v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
