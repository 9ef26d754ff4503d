namespace FaceML.Import;

/// <summary>
/// face-api's 68-point landmark network from its TensorFlow.js weights (face_landmark_68_model): four dense blocks of separable
/// convolutions (32, 64, 128, 256 channels), a mean over what is left, and a fully connected layer.
/// <para>Input "image": N×3×112×112, RGB, 0 … 255, not normalized: the face, padded to a square. Output "points": N×136, x and y of the 68
/// points of the iBUG scheme in turn, as fractions of the input's side.</para>
/// </summary>
internal static class FaceApiLandmarkImporter
{
    /// <summary>Imports from the manifest face_landmark_68_model-weights_manifest.json and the shards beside it.</summary>
    /// <exception cref="ImportException">The weights are damaged or not those of this network.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static OnnxModel Import(string manifestPath) => Import(TfjsWeights.Read(manifestPath));

    /// <summary>Imports from weights. The same weights give the same bytes.</summary>
    /// <exception cref="ImportException">The weights are not those of this network.</exception>
    public static OnnxModel Import(TfjsWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var g = new GraphBuilder("face_landmark_68");
        var net = new FaceApiLayers(g, weights);
        string x = net.Normalize(g.Input("image", OnnxElementType.Float32, "N", 3, 112, 112));
        int from = 3;
        for (int block = 0; block < 4; block++)
        {
            int to = 32 << block;
            x = Block(g, net, x, $"dense{block}", from, to);
            from = to;
        }

        string mean = g.Flatten(g.AveragePool(x, [7, 7], [2, 2]));
        string fc = g.Initializer(weights.Get("fc/weights", 256, 136).Clone());
        g.Output(g.Gemm(mean, fc, g.Initializer(weights.Get("fc/bias", 136).Clone()), output: "points"), OnnxElementType.Float32, "N", 136);
        return g.Build();
    }

    /// <summary>Halves the size, then adds three convolutions, each of the sum of all before it.</summary>
    private static string Block(GraphBuilder g, FaceApiLayers net, string x, string name, int from, int to)
    {
        // "Same" padding with stride 2 on an even size: one row at the bottom, one column at the right.
        long[] half = [0, 0, 1, 1], same = [1, 1, 1, 1];
        string first = from == 3
            ? net.Conv(x, $"{name}/conv0/filters", $"{name}/conv0/bias", 3, from, to, 2, half)
            : net.SeparableConv(x, $"{name}/conv0", from, to, 2, half);
        string sum = g.Relu(first), input = sum;
        for (int i = 1; i < 4; i++)
        {
            sum = g.Add(sum, net.SeparableConv(input, $"{name}/conv{i}", to, to, 1, same));
            input = g.Relu(sum);
        }

        return input;
    }
}
