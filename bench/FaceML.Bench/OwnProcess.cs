namespace FaceML.Bench;

/// <summary>This program once more, as a process of its own: its memory and its caches are those of one measurement.</summary>
internal static class OwnProcess
{
    /// <summary>Runs a command of this program.</summary>
    /// <param name="arguments">The command with its arguments.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static string Run(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        string[] entry = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(OwnProcess).Assembly.Location] : [];
        return Run(new ProcessStartInfo(program, [.. entry, .. arguments]));
    }

    /// <summary>Runs another program.</summary>
    /// <param name="start">The program with its arguments.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static string Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}.");
    }
}
