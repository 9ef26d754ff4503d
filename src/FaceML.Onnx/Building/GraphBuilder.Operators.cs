namespace FaceML.Onnx;

internal sealed partial class GraphBuilder
{
    /// <summary>A two-dimensional convolution. Pads are top, left, bottom, right; null strides are 1, null pads 0.</summary>
    /// <param name="x">N×C×H×W.</param>
    /// <param name="weights">M×(C/group)×kH×kW.</param>
    /// <param name="bias">M numbers, or null.</param>
    /// <param name="strides">Rows, columns.</param>
    /// <param name="pads">Top, left, bottom, right.</param>
    /// <param name="group">The number of groups; C for a depthwise convolution.</param>
    /// <param name="dilations">Rows, columns.</param>
    /// <param name="output">A name for the output, or null.</param>
    public string Conv(string x, string weights, string? bias = null, IReadOnlyList<long>? strides = null, IReadOnlyList<long>? pads = null,
        long group = 1, IReadOnlyList<long>? dilations = null, string? output = null)
    {
        List<OnnxAttribute> attributes = Window(null, strides, pads);
        if (dilations is not null)
        {
            attributes.Add(OnnxAttribute.Of("dilations", [.. dilations]));
        }

        if (group != 1)
        {
            attributes.Add(OnnxAttribute.Of("group", group));
        }

        return Node("Conv", bias is null ? [x, weights] : [x, weights, bias], attributes, output);
    }

    /// <summary>A·B + C, with A or B transposed on demand.</summary>
    public string Gemm(string a, string b, string? c = null, bool transposeA = false, bool transposeB = false, float alpha = 1,
        float beta = 1, string? output = null)
    {
        List<OnnxAttribute> attributes = [];
        Add(attributes, alpha != 1, OnnxAttribute.Of("alpha", alpha));
        Add(attributes, beta != 1, OnnxAttribute.Of("beta", beta));
        Add(attributes, transposeA, OnnxAttribute.Of("transA", 1));
        Add(attributes, transposeB, OnnxAttribute.Of("transB", 1));
        return Node("Gemm", c is null ? [a, b] : [a, b, c], attributes, output);
    }

    /// <summary>The matrix product of the last two dimensions, the others broadcast.</summary>
    public string MatMul(string a, string b, string? output = null) => Node("MatMul", [a, b], output: output);

    /// <summary>a + b, broadcast.</summary>
    public string Add(string a, string b, string? output = null) => Node("Add", [a, b], output: output);

    /// <summary>a − b, broadcast.</summary>
    public string Sub(string a, string b, string? output = null) => Node("Sub", [a, b], output: output);

    /// <summary>a · b, broadcast.</summary>
    public string Mul(string a, string b, string? output = null) => Node("Mul", [a, b], output: output);

    /// <summary>a / b, broadcast.</summary>
    public string Div(string a, string b, string? output = null) => Node("Div", [a, b], output: output);

    /// <summary>max(x, 0).</summary>
    public string Relu(string x, string? output = null) => Node("Relu", [x], output: output);

    /// <summary>x where positive, slope · x elsewhere; the slope is broadcast to x (C×1×1 for one a channel).</summary>
    public string PRelu(string x, string slope, string? output = null) => Node("PRelu", [x, slope], output: output);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public string Sigmoid(string x, string? output = null) => Node("Sigmoid", [x], output: output);

    /// <summary>The hyperbolic tangent.</summary>
    public string Tanh(string x, string? output = null) => Node("Tanh", [x], output: output);

    /// <summary>The square root.</summary>
    public string Sqrt(string x, string? output = null) => Node("Sqrt", [x], output: output);

    /// <summary>The softmax along an axis.</summary>
    public string Softmax(string x, long axis = -1, string? output = null) =>
        Node("Softmax", [x], [OnnxAttribute.Of("axis", axis)], output);

    /// <summary>x kept between two scalars; a null bound is open.</summary>
    public string Clip(string x, float? min, float? max, string? output = null) =>
        Node("Clip", [x, min is { } low ? Scalar("min", low) : "", .. max is { } high ? new[] { Scalar("max", high) } : []],
            output: output);

    /// <summary>Normalizes each channel with fixed statistics: scale · (x − mean) / √(variance + epsilon) + bias.</summary>
    public string BatchNormalization(
        string x, string scale, string bias, string mean, string variance, float epsilon = 1e-5f, string? output = null) =>
        Node("BatchNormalization", [x, scale, bias, mean, variance], [OnnxAttribute.Of("epsilon", epsilon)], output);

    /// <summary>The largest value of each window. Pads are top, left, bottom, right.</summary>
    public string MaxPool(string x, IReadOnlyList<long> kernel, IReadOnlyList<long>? strides = null, IReadOnlyList<long>? pads = null,
        bool ceil = false, string? output = null)
    {
        List<OnnxAttribute> attributes = Window(kernel, strides, pads);
        Add(attributes, ceil, OnnxAttribute.Of("ceil_mode", 1));
        return Node("MaxPool", [x], attributes, output);
    }

    /// <summary>The mean of each window. Pads are top, left, bottom, right, and counted only on demand.</summary>
    public string AveragePool(string x, IReadOnlyList<long> kernel, IReadOnlyList<long>? strides = null, IReadOnlyList<long>? pads = null,
        bool countPads = false, string? output = null)
    {
        List<OnnxAttribute> attributes = Window(kernel, strides, pads);
        Add(attributes, countPads, OnnxAttribute.Of("count_include_pad", 1));
        return Node("AveragePool", [x], attributes, output);
    }

    /// <summary>The mean of each channel: N×C×H×W to N×C×1×1.</summary>
    public string GlobalAveragePool(string x, string? output = null) => Node("GlobalAveragePool", [x], output: output);

    /// <summary>The same values in other dimensions: 0 keeps a dimension, −1 takes what is left.</summary>
    public string Reshape(string x, IReadOnlyList<long> shape, string? output = null) =>
        Node("Reshape", [x, Int64s("shape", [.. shape])], output: output);

    /// <summary>Two dimensions: all before the axis, and the rest.</summary>
    public string Flatten(string x, long axis = 1, string? output = null) => Node("Flatten", [x], [OnnxAttribute.Of("axis", axis)], output);

    /// <summary>The dimensions in another order.</summary>
    public string Transpose(string x, IReadOnlyList<long> permutation, string? output = null) =>
        Node("Transpose", [x], [OnnxAttribute.Of("perm", [.. permutation])], output);

    /// <summary>Values one behind the other along an axis.</summary>
    public string Concat(IReadOnlyList<string> values, long axis, string? output = null) =>
        Node("Concat", values, [OnnxAttribute.Of("axis", axis)], output);

    /// <summary>Adds a border of a constant. Pads hold the widths at the beginning of every dimension, then those at the end.</summary>
    public string Pad(string x, IReadOnlyList<long> pads, float value = 0, string? output = null) =>
        Node("Pad", value == 0 ? [x, Int64s("pads", [.. pads])] : [x, Int64s("pads", [.. pads]), Scalar("pad_value", value)],
            output: output);

    /// <summary>The part between starts and ends along the axes.</summary>
    public string Slice(string x, IReadOnlyList<long> starts, IReadOnlyList<long> ends, IReadOnlyList<long> axes, string? output = null) =>
        Node("Slice", [x, Int64s("starts", [.. starts]), Int64s("ends", [.. ends]), Int64s("axes", [.. axes])], output: output);

    /// <summary>The mean along the axes.</summary>
    public string ReduceMean(string x, IReadOnlyList<long> axes, bool keepDimensions = true, string? output = null) =>
        Node("ReduceMean", [x], Reduction(axes, keepDimensions), output);

    /// <summary>The Euclidean length along the axes.</summary>
    public string ReduceL2(string x, IReadOnlyList<long> axes, bool keepDimensions = true, string? output = null) =>
        Node("ReduceL2", [x], Reduction(axes, keepDimensions), output);

    /// <summary>The sum along the axes.</summary>
    public string ReduceSum(string x, IReadOnlyList<long> axes, bool keepDimensions = true, string? output = null) =>
        Node("ReduceSum", [x, Int64s("axes", [.. axes])], [OnnxAttribute.Of("keepdims", keepDimensions ? 1 : 0)], output);

    /// <summary>The same value under another name.</summary>
    public string Identity(string x, string? output = null) => Node("Identity", [x], output: output);

    private static OnnxAttribute[] Reduction(IReadOnlyList<long> axes, bool keep) =>
        [OnnxAttribute.Of("axes", [.. axes]), OnnxAttribute.Of("keepdims", keep ? 1 : 0)];

    private static List<OnnxAttribute> Window(IReadOnlyList<long>? kernel, IReadOnlyList<long>? strides, IReadOnlyList<long>? pads)
    {
        List<OnnxAttribute> attributes = [];
        foreach ((string name, IReadOnlyList<long>? values) in new[] { ("kernel_shape", kernel), ("strides", strides), ("pads", pads) })
        {
            if (values is not null)
            {
                attributes.Add(OnnxAttribute.Of(name, [.. values]));
            }
        }

        return attributes;
    }

    private static void Add(List<OnnxAttribute> attributes, bool wanted, OnnxAttribute attribute)
    {
        if (wanted)
        {
            attributes.Add(attribute);
        }
    }
}
