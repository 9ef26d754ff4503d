namespace FaceML.Bench.Networks;

/// <summary>A line on standard error now and then.</summary>
internal sealed class Progress(TextWriter log, string what, int count)
{
    private int done;

    public void Step()
    {
        int now = Interlocked.Increment(ref done);
        if (now % 500 == 0)
        {
            log.WriteLine($"{what}: {now} of {count}");
        }
    }
}
