namespace FaceML.Import;

/// <summary>
/// dlib's face recognition ResNet (29 convolutions; the network of the Python package face_recognition) from face-api's TensorFlow.js
/// weights (face_recognition_model). The graph is that of D. E. King's published network, dlib's examples/dnn_face_recognition_ex.cpp: a
/// 7×7 convolution and a pool, 14 residual blocks of 32, 64, 128 and 256 channels, the mean, and a 128-vector.
/// <para>Input "image": N×3×150×150, RGB, 0 … 255, not normalized (the graph subtracts the mean itself). Output "descriptor": N×128, not
/// normalized; compared by Euclidean distance.</para>
/// </summary>
internal static class DlibResNetImporter
{
    // Channels, and the blocks of each stage: "down" halves the size.
    private static readonly (int Channels, string[] Blocks)[] Stages =
    [
        (32, ["conv32_1", "conv32_2", "conv32_3"]),
        (64, ["conv64_down", "conv64_1", "conv64_2", "conv64_3"]),
        (128, ["conv128_down", "conv128_1", "conv128_2"]),
        (256, ["conv256_down", "conv256_1", "conv256_2", "conv256_down_out"]),
    ];

    /// <summary>Imports from the manifest face_recognition_model-weights_manifest.json and the shards beside it.</summary>
    /// <exception cref="ImportException">The weights are damaged or not those of this network.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static OnnxModel Import(string manifestPath) => Import(TfjsWeights.Read(manifestPath));

    /// <summary>Imports from weights. The same weights give the same bytes.</summary>
    /// <exception cref="ImportException">The weights are not those of this network.</exception>
    public static OnnxModel Import(TfjsWeights weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var g = new GraphBuilder("dlib_resnet");
        var net = new FaceApiLayers(g, weights);
        string x = net.Normalize(g.Input("image", OnnxElementType.Float32, "N", 3, 150, 150));
        x = g.Relu(ScaledConv(net, x, "conv32_down", 7, 3, 32, 2, pad: 0));
        x = g.MaxPool(x, [3, 3], [2, 2]);
        int before = 32, size = 35;
        foreach ((int channels, string[] blocks) in Stages)
        {
            foreach (string block in blocks)
            {
                bool down = block.Contains("down", StringComparison.Ordinal);
                x = down ? Down(g, net, x, block, before, channels, ref size) : Residual(g, net, x, block, channels);
                before = channels;
            }
        }

        string mean = g.Flatten(g.GlobalAveragePool(x));
        g.Output(g.MatMul(mean, g.Initializer(weights.Get("fc", 256, 128).Clone()), output: "descriptor"), OnnxElementType.Float32, "N",
            128);
        return g.Build();
    }

    private static string Residual(GraphBuilder g, FaceApiLayers net, string x, string name, int channels)
    {
        string y = g.Relu(ScaledConv(net, x, $"{name}/conv1", 3, channels, channels, 1, pad: 1));
        y = ScaledConv(net, y, $"{name}/conv2", 3, channels, channels, 1, pad: 1);
        return g.Relu(g.Add(y, x));
    }

    /// <summary>
    /// The block that halves the size. Its short way is a 2×2 mean, given channels of zeros where the other way has more of them; the other
    /// way is one row and column smaller where the size is odd or a 3×3 window ends early, and is given zeros there.
    /// </summary>
    private static string Down(GraphBuilder g, FaceApiLayers net, string x, string name, int before, int channels, ref int size)
    {
        int convolved = ((size - 3) / 2) + 1, pooled = size / 2;
        size = pooled;
        string y = g.Relu(ScaledConv(net, x, $"{name}/conv1", 3, before, channels, 2, pad: 0));
        y = ScaledConv(net, y, $"{name}/conv2", 3, channels, channels, 1, pad: 1);
        if (pooled > convolved)
        {
            y = g.Pad(y, [0, 0, 0, 0, 0, 0, pooled - convolved, pooled - convolved]);
        }

        string shortcut = g.AveragePool(x, [2, 2], [2, 2]);
        if (channels > before)
        {
            shortcut = g.Pad(shortcut, [0, 0, 0, 0, 0, channels - before, 0, 0]);
        }

        return g.Relu(g.Add(shortcut, y));
    }

    /// <summary>A convolution and the scale and shift behind it, folded into one.</summary>
    private static string ScaledConv(FaceApiLayers net, string x, string name, int kernel, int from, int to, int stride, int pad)
    {
        float[] scale = net.Weights.Get($"{name}/scale/weights", to).ToFloats(), shift =
            net.Weights.Get($"{name}/scale/biases", to).ToFloats();
        return net.Conv(x, $"{name}/conv/filters", $"{name}/conv/bias", kernel, from, to, stride, [pad, pad, pad, pad], scale, shift);
    }
}
