namespace FaceML.Bench;

/// <summary>What this process holds.</summary>
internal static class ProcessMemory
{
    /// <summary>The bytes in memory after a compacting collection: managed and native ones, and the parts of mapped files that were
    /// read.</summary>
    public static long Bytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
