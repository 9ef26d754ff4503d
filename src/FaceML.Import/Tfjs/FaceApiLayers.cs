namespace FaceML.Import;

/// <summary>
/// The layers that face-api's networks share, written into a graph. TensorFlow.js keeps filters as rows × columns × from × to; ONNX as to ×
/// from × rows × columns.
/// </summary>
internal sealed class FaceApiLayers(GraphBuilder g, TfjsWeights weights)
{
    public TfjsWeights Weights => weights;

    /// <summary>(x − mean) / 255 per channel of RGB; the mean is that of the images dlib's networks were trained on.</summary>
    public string Normalize(string image) =>
        g.Div(g.Sub(image, g.Floats("mean", [3, 1, 1], [122.782f, 117.001f, 104.298f])), g.Scalar("range", 255));

    /// <summary>A convolution; scale and shift, one a channel, are folded into its weights in double precision.</summary>
    public string Conv(string x, string filters, string bias, int kernel, int from, int to, int stride, long[] pads, float[]? scale = null,
        float[]? shift = null)
    {
        float[] w = weights.Get(filters, kernel, kernel, from, to).ToFloats(), b = weights.Get(bias, to).ToFloats();
        var turned = new float[w.Length];
        for (int i = 0, at = 0; i < kernel * kernel; i++)
        {
            for (int c = 0; c < from; c++)
            {
                for (int o = 0; o < to; o++, at++)
                {
                    turned[(((o * from) + c) * kernel * kernel) + i] = (float)((double)w[at] * (scale?[o] ?? 1));
                }
            }
        }

        for (int o = 0; o < to; o++)
        {
            b[o] = (float)(((double)b[o] * (scale?[o] ?? 1)) + (shift?[o] ?? 0));
        }

        return g.Conv(x, g.Floats(filters, [to, from, kernel, kernel], turned), g.Floats(bias, [to], b), [stride, stride], pads);
    }

    /// <summary>A 3×3 depthwise and a 1×1 convolution, with one bias behind both.</summary>
    public string SeparableConv(string x, string name, int from, int to, int stride, long[] pads)
    {
        float[] depthwise = weights.Get($"{name}/depthwise_filter", 3, 3, from, 1).ToFloats();
        float[] pointwise = weights.Get($"{name}/pointwise_filter", 1, 1, from, to).ToFloats();
        float[] turnedDepthwise = Matrix.Transpose(depthwise, 9, from), turnedPointwise = Matrix.Transpose(pointwise, from, to);
        string y = g.Conv(x, g.Floats($"{name}/depthwise_filter", [from, 1, 3, 3], turnedDepthwise), null, [stride, stride], pads,
            group: from);
        string bias = g.Floats($"{name}/bias", [to], weights.Get($"{name}/bias", to).ToFloats());
        return g.Conv(y, g.Floats($"{name}/pointwise_filter", [to, from, 1, 1], turnedPointwise), bias);
    }
}
