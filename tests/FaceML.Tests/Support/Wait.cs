using System.Diagnostics;

namespace FaceML.Tests.Support;

/// <summary>Waits for what another thread does.</summary>
internal static class Wait
{
    /// <summary>Returns when a condition holds; fails where it takes far too long.</summary>
    public static void Until(Func<bool> condition, string what)
    {
        // The promise is one second; a busy build machine gets more before the test calls it broken.
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.IsLessThan(60_000, clock.ElapsedMilliseconds, $"Waited too long for {what}.");
            Thread.Sleep(5);
        }
    }
}
