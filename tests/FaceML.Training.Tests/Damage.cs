namespace FaceML.Training.Tests;

/// <summary>Changed bytes of what was saved.</summary>
internal static class Damage
{
    /// <summary>Loading fails whichever byte is changed.</summary>
    /// <param name="saved">What was saved.</param>
    /// <param name="load">Loads it.</param>
    /// <param name="step">Every how many bytes one is changed, each by itself.</param>
    public static void AssertFound(byte[] saved, Func<byte[], object> load, int step = 1)
    {
        for (int i = 0; i < saved.Length; i += step)
        {
            byte[] damaged = [.. saved];
            damaged[i] ^= (byte)(1 << i % 8);
            Assert.ThrowsExactly<CheckpointException>(() => load(damaged), $"byte {i}");
        }
    }
}
