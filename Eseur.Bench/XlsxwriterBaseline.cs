using System.Diagnostics;
using System.Text.Json;

namespace Eseur.Bench;

/// <summary>Runs xlsxwriter_baseline.py by Debian's python3, which has Debian's python3-xlsxwriter.</summary>
internal static class XlsxwriterBaseline
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> Installed = new(() => File.Exists(Python) && AskAsync(["-c", "import xlsxwriter"], "").Result is not null);

    /// <returns>The middle of three runs, or null without python3-xlsxwriter.</returns>
    public static async Task<ExportRows.Outcome?> RunAsync(object task, int level)
    {
        if (!Installed.Value)
            return null;
        var path = Path.GetTempFileName();
        try
        {
            var words = JsonSerializer.SerializeToNode(task)!;
            (words["out"], words["level"]) = (path, level);
            var runs = new List<ExportRows.Outcome>();
            for (var run = 0; run < 3; run++)
            {
                var said = await AskAsync([Path.Combine(AppContext.BaseDirectory, "xlsxwriter_baseline.py")], words.ToJsonString()) ?? throw new InvalidOperationException("The baseline failed.");
                var answer = JsonDocument.Parse(said).RootElement;
                runs.Add(new ExportRows.Outcome(answer.GetProperty("rows").GetInt32(), answer.GetProperty("seconds").GetDouble(), answer.GetProperty("cpu").GetDouble(), answer.GetProperty("growth").GetInt64(), new FileInfo(path).Length));
            }
            return runs.OrderBy(r => r.Seconds).ElementAt(1) with { Growth = runs.Max(r => r.Growth) };
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <returns>What it printed, or null where the module is not installed.</returns>
    private static async Task<string?> AskAsync(string[] words, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, words) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : (await error).Contains("No module named", StringComparison.Ordinal) ? null : throw new InvalidOperationException(await error);
    }
}
