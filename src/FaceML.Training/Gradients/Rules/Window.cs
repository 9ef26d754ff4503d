namespace FaceML.Training.Gradients.Rules;

/// <summary>A window that slides over two dimensions, with everything the attributes leave out filled in.</summary>
internal sealed record Window(long[] Kernel, long[] Strides, long[] Dilations, long[] Begin, long[] End)
{
    /// <summary>The window of a convolution or pooling over N×C×H×W.</summary>
    public static Window Of(NodeGradient n, long[] kernel)
    {
        long[] input = n.Shape(0), output = n.OutputShape;
        if (input.Length != 4)
        {
            throw n.Unsupported("only windows over two dimensions are differentiated");
        }

        if (n.Node.Attributes.Integer("ceil_mode", 0) != 0)
        {
            throw n.Unsupported("ceil_mode is not differentiated");
        }

        long[] strides = n.Node.Attributes.Integers("strides")?.ToArray() ?? [1, 1], dilations =
            n.Node.Attributes.Integers("dilations")?.ToArray() ?? [1, 1];
        long[] pads = n.Node.Attributes.Integers("pads")?.ToArray() ?? [0, 0, 0, 0];
        string auto = n.Node.Attributes.Text("auto_pad", "NOTSET");
        for (int i = 0; i < 2 && auto.StartsWith("SAME", StringComparison.Ordinal); i++)
        {
            long total = Math.Max(0, (output[i + 2] - 1) * strides[i] + dilations[i] * (kernel[i] - 1) + 1 - input[i + 2]);
            pads[i] = auto == "SAME_UPPER" ? total / 2 : total - total / 2;
            pads[i + 2] = total - pads[i];
        }

        return new Window(kernel, strides, dilations, pads[..2], pads[2..]);
    }

    /// <summary>Whether the window is one pixel without padding.</summary>
    public bool IsPoint => Kernel is [1, 1] && Begin is [0, 0] && End is [0, 0];

    /// <summary>Whether the window covers the whole input once.</summary>
    public bool Covers(long[] input, long[] output) =>
        output[2] == 1 && output[3] == 1 && Kernel[0] == input[2] && Kernel[1] == input[3] && Begin is [0, 0] && End is [0, 0]
            && Dilations is [1, 1];

    /// <summary>How far the window reaches beyond its first pixel.</summary>
    public long Reach(int axis) => Dilations[axis] * (Kernel[axis] - 1);
}
