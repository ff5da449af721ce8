namespace Eseur.Admin.Data;

/// <summary>A key that cookies and tokens are protected with, as ASP.NET Core writes it. In the database, so that nodes share them.</summary>
public sealed class DataProtectionKey
{
    public int Id { get; private init; }

    public string Name { get; init; } = "";

    public string Xml { get; init; } = "";
}
