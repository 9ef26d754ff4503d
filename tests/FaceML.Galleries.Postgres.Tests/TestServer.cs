using System.Diagnostics;

namespace FaceML.Galleries.Postgres.Tests;

/// <summary>
/// A real PostgreSQL with pgvector: the one that FACEML_POSTGRES names (postgres://user:password@host:port/database), or one that
/// eng/postgres.mjs makes and that ends with this process.
/// </summary>
internal sealed partial class TestServer : IDisposable
{
    private const string Variable = "FACEML_POSTGRES";

    private static readonly Lazy<(TestServer? Server, string Reason)> Common = new(StartCommon);

    private readonly Process? process;

    private TestServer(string address, string? data, Process? process) => (Address, DataFolder, this.process) = (address, data, process);

    /// <summary>The database's address, without a schema.</summary>
    public string Address { get; }

    /// <summary>Where the server's files lie; null for one that was named.</summary>
    public string? DataFolder { get; }

    /// <summary>The server of all tests. Where there is none and none can be made, the test says so.</summary>
    public static TestServer Shared => Common.Value.Server is { } server ? server : throw Missing(Common.Value.Reason);

    /// <summary>A server of the test's own, to be killed.</summary>
    public static TestServer StartOwn()
    {
        _ = Shared;
        return Start(out string reason) ?? throw Missing(reason);
    }

    public static void StopShared()
    {
        if (Common.IsValueCreated)
        {
            Common.Value.Server?.Dispose();
        }
    }

    /// <summary>The address of a schema that no other test uses.</summary>
    public string NewSchema() => $"{Address}?schema=test_{Guid.NewGuid():N}";

    /// <summary>Ends the server as a crash does.</summary>
    public void Kill() => Say("kill");

    /// <summary>Starts it again.</summary>
    public void Restart() => Say("start");

    public void Dispose()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static (TestServer?, string) StartCommon() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? (new(named, null, null), "")
        : (Start(out string reason), reason);

    private static TestServer? Start(out string reason)
    {
        string script = Path.Combine(TestData.Root, "eng", "postgres.mjs");
        Process process = Process.Start(new ProcessStartInfo("node", [script, "serve", "--fast"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (process.StandardOutput.ReadLine()?.Split(' ') is [string address, string data])
        {
            reason = "";
            return new(address, data, process);
        }

        reason = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        process.Dispose();
        return null;
    }

    private static AssertInconclusiveException Missing(string reason) =>
        new($"PostgreSQL with pgvector must be there or made by eng/postgres.mjs, or be named by {Variable}: {reason}");

    private void Say(string line)
    {
        process!.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
        Assert.AreEqual(line, process.StandardOutput.ReadLine());
    }
}

/// <summary>The server ends after the last test.</summary>
[TestClass]
public static class TestServerCleanup
{
    [AssemblyCleanup]
    public static void Stop() => TestServer.StopShared();
}
