namespace FaceML.Onnx.Tests;

/// <summary>The networks of the npm packages, and ONNX Runtime to run them.</summary>
internal static class Networks
{
    private static readonly string Folder =
        Path.Combine(TestData.Root, "eng", "npm", "node_modules", "faceplugin-face-recognition-js", "model");

    public static IEnumerable<object[]> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.onnx").Order(StringComparer.Ordinal)
            .Select(p => new object[] { Path.GetFileNameWithoutExtension(p) })];

    public static string PathOf(string name) => Path.Combine(Folder, name + ".onnx");

    /// <summary>Runs a model on numbers that only depend on the seed; an open dimension is <paramref name="batch"/>.</summary>
    public static Dictionary<string, DenseTensor<float>> Run(byte[] model, int batch = 1, int seed = 1)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        var random = new Random(seed);
        List<NamedOnnxValue> inputs =
            [.. session.InputMetadata.Select(i => NamedOnnxValue.CreateFromTensor(i.Key, Noise(i.Value.Dimensions, batch, random)))];
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs = session.Run(inputs);
        return outputs.ToDictionary(o => o.Name, o =>
            o.Value is DenseTensor<float> floats ? (DenseTensor<float>)floats.Clone() : new DenseTensor<float>(Dimensions(o)));
    }

    private static int[] Dimensions(DisposableNamedOnnxValue value) =>
        value.Value is Tensor<long> longs ? longs.Dimensions.ToArray() : value.Value is Tensor<int> ints ? ints.Dimensions.ToArray() : [-1];

    private static DenseTensor<float> Noise(int[] dimensions, int batch, Random random)
    {
        int[] sizes = [.. dimensions.Select(d => d < 0 ? batch : d)];
        var tensor = new DenseTensor<float>(sizes);
        foreach (ref float value in tensor.Buffer.Span)
        {
            value = (random.NextSingle() * 2) - 1;
        }

        return tensor;
    }
}
