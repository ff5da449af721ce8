namespace Eseur.Domain;

/// <summary>A move that the rules of the registry refuse; the message is for the person, in Russian, with a way out.</summary>
public sealed class RuleBrokenException(string message) : Exception(message);
