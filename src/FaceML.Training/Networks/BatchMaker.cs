namespace FaceML.Training.Networks;

/// <summary>
/// Makes batches of the images dealt, each image varied by random numbers of its own, so that it does not matter which thread makes it.
/// </summary>
internal sealed class BatchMaker(NetworkImages images, int[] classes, TrainingRandom random)
{
    public TrainingRandom Random => random;

    public TrainingBatch Make(int[] dealt)
    {
        float[] pixels = new float[dealt.Length * images.Length];
        long[] seeds = [.. dealt.Select(_ => unchecked((long)random.NextBits()))];
        Parallel.For(0, dealt.Length, i =>
            images.Write(dealt[i], new TrainingRandom(seeds[i]), pixels.AsSpan(i * images.Length, images.Length)));
        return new TrainingBatch(pixels, Array.ConvertAll(dealt, i => classes[i]), Teacher(dealt));
    }

    private float[]? Teacher(int[] dealt)
    {
        if (images.Teacher is not { } teacher)
        {
            return null;
        }

        float[] vectors = new float[dealt.Length * teacher.Length];
        for (int i = 0; i < dealt.Length; i++)
        {
            teacher.Row(dealt[i]).CopyTo(vectors.AsSpan(i * teacher.Length));
        }

        return vectors;
    }
}
