namespace FaceML.Saving;

/// <summary>
/// What a network answers to a fixed synthetic image, in a few numbers: enough to notice a damaged or wrongly
/// executed network on another machine. The image is made of waves; it shows no person.
/// </summary>
internal static class NetworkProbe
{
    private const int Side = 160, Samples = 8;

    public static float[] Run(OnnxNetwork network)
    {
        using NetworkRun run = network.Rent();
        PixelTensor.Write(TestImage(), network.InputSpec, run.Input());
        run.Execute();
        var numbers = new List<float>();
        for (int output = 0; output < network.Card.Outputs.Count; output++)
        {
            Summarize(run.Output(output), numbers);
        }

        return [.. numbers];
    }

    /// <summary>Waves of different length in the three channels.</summary>
    public static Image TestImage()
    {
        var image = new Image(Side, Side);
        Span<byte> pixels = image.Pixels;
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int at = (y * Side + x) * 3;
                // Whole numbers only: sines would differ in the last bit between machines.
                pixels[at] = (byte)(x * 3 + y);
                pixels[at + 1] = (byte)(x * y / 7);
                pixels[at + 2] = (byte)((x ^ y) * 2);
            }
        }

        return image;
    }

    public static void Summarize(ReadOnlySpan<float> output, List<float> numbers)
    {
        double sum = 0, squares = 0;
        foreach (float value in output)
        {
            sum += value;
            squares += (double)value * value;
        }

        numbers.Add((float)(sum / output.Length));
        numbers.Add((float)Math.Sqrt(squares / output.Length));
        for (int i = 0; i < Math.Min(Samples, output.Length); i++)
        {
            numbers.Add(output[(int)((long)i * output.Length / Math.Min(Samples, output.Length))]);
        }
    }
}
