namespace Eseur.Admin.Shared.Jobs;

/// <summary>How far a job has come.</summary>
/// <param name="Total">0 while nobody knows yet.</param>
/// <param name="Phase">What is being done, in one or two words with a capital: «Переводим».</param>
public sealed record JobStep(int Done, int Total, string Phase = "");

/// <summary>What a job's file is called and taken for when it is downloaded.</summary>
public sealed record JobFile(string Name, string ContentType);

public enum JobState { Waiting, Running, Ready, Cancelled, Failed }
