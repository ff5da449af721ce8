namespace Eseur.Admin.Features.Demo;

/// <summary>
/// An institution of education, as its union organisation's passport and name need it: the type is a code of the
/// reference list, the settlement reads "г. Альметьевск"; the name within the organisation's name and the short
/// label ("гимназии № 3") are in the genitive.
/// </summary>
internal sealed record Institution(string Type, string Name, string NameInOrganization, string Label, string HeadPosition, string Settlement);
