using System.Collections;

namespace FaceML.TestKit;

/// <summary>
/// The environment of a test process and of the processes that it starts: that of a user who never used FaceML. Networks that the user of
/// this machine installed, caches and FACEML_ variables are not seen; what a test leaves in the user's folder goes away with the process.
/// </summary>
public static class TestEnvironment
{
    private const string Prefix = "FACEML_", Home = "FACEML_HOME";

    // Where the tests' own data lie (TestData): what whoever runs the tests tells them, not what FaceML hears.
    private static readonly string[] OfTheTests = ["FACEML_DATASETS", "FACEML_NETWORK_FILES"];

    private static int entered;

    /// <summary>
    /// Cleans the environment, once a process. Each test assembly's module initializer calls this (tests/TestAssembly.cs).
    /// </summary>
    public static void Enter()
    {
        if (Interlocked.Exchange(ref entered, 1) == 1)
        {
            return;
        }

        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !OfTheTests.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                Environment.SetEnvironmentVariable(name, null);
            }
        }

        // Named, not made: a user who never used FaceML has no such folder.
        string folder = Path.Combine(Path.GetTempPath(), "faceml-tests-" + Guid.NewGuid().ToString("N"));
        Environment.SetEnvironmentVariable(Home, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // There is none, or a process that was started still holds a file in it: nothing that a test is about.
        }
    }
}
