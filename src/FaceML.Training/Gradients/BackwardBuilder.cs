namespace FaceML.Training.Gradients;

/// <summary>
/// The way back while it is written: nodes are added, gradients are given to values and summed where several come together. Names of
/// forward values may be read as inputs; which of them are, is found out afterwards.
/// </summary>
internal sealed class BackwardBuilder
{
    private readonly GraphBuilder graph = new("backward");
    private readonly IReadOnlyDictionary<string, long[]> shapes;
    private readonly IReadOnlyDictionary<string, OnnxTensor> constants;
    private readonly IReadOnlySet<string> wanted;
    private readonly Dictionary<string, List<string>> gradients = [];
    private readonly string prefix;
    private int count;

    /// <param name="shapes">The dimensions of every forward value.</param>
    /// <param name="constants">The constants of the forward graph.</param>
    /// <param name="wanted">The forward values that pass a gradient on.</param>
    /// <param name="prefix">What no name of the forward graph begins with.</param>
    /// <param name="blocked">Whether operators over blocks of channels may be used.</param>
    public BackwardBuilder(IReadOnlyDictionary<string, long[]> shapes, IReadOnlyDictionary<string, OnnxTensor> constants,
        IReadOnlySet<string> wanted, string prefix, bool blocked) =>
        (this.shapes, this.constants, this.wanted, this.prefix, HasBlocks) = (shapes, constants, wanted, prefix, blocked);

    /// <summary>Whether operators of <see cref="BlockedConvolution"/> may be used.</summary>
    public bool HasBlocks { get; }

    public OnnxGraph Graph => graph.Graph;

    public bool Wants(string value) => wanted.Contains(value);

    public long[] Shape(string value) => shapes.TryGetValue(value, out long[]? shape)
        ? shape
        : throw new GradientException($"The shape of '{value}' is not known for a fixed batch.");

    public OnnxTensor? Constant(string? value) => value is null ? null : constants.GetValueOrDefault(value);

    public string Node(string op, IEnumerable<string> inputs, params OnnxAttribute[] attributes) =>
        graph.Node(op, inputs, attributes, $"{prefix}{count++}/{op}");

    /// <summary>A node of <see cref="BlockedConvolution"/>.</summary>
    public string Blocked(string op, IEnumerable<string> inputs, params OnnxAttribute[] attributes)
    {
        string result = Node(op, inputs, attributes);
        Graph.Nodes[^1].Domain = BlockedConvolution.Domain;
        return result;
    }

    public string Integers(params long[] values) => graph.Int64s($"{prefix}integers", values);

    public string Number(float value) => graph.Scalar($"{prefix}number", value);

    public string Floats(long[] dimensions, float[] values) => graph.Floats($"{prefix}floats", dimensions, values);

    public string Add(string a, string b) => Node("Add", [a, b]);

    public string Sub(string a, string b) => Node("Sub", [a, b]);

    public string Mul(string a, string b) => Node("Mul", [a, b]);

    public string Div(string a, string b) => Node("Div", [a, b]);

    public string Scale(string a, float factor) => factor == 1 ? a : Mul(a, Number(factor));

    public string Where(string condition, string a, string b) => Node("Where", [condition, a, b]);

    public string Reshape(string value, params long[] shape) => Node("Reshape", [value, Integers(shape)]);

    public string Expand(string value, long[] shape) => Node("Expand", [value, Integers(shape)]);

    public string Transpose(string value, params long[] permutation) => Node("Transpose", [value], OnnxAttribute.Of("perm", permutation));

    public string Slice(string value, long[] starts, long[] ends, long[] axes, long[]? steps = null) =>
        Node("Slice", [value, Integers(starts), Integers(ends), Integers(axes), .. steps is null ? [] : new[] { Integers(steps) }]);

    public string Pad(string value, long[] pads, float with = 0) => pads.All(p => p == 0) ? value
        : Node("Pad", with == 0 ? [value, Integers(pads)] : [value, Integers(pads), Number(with)]);

    public string ReduceSum(string value, long[] axes, bool keep) =>
        Node("ReduceSum", [value, Integers(axes)], OnnxAttribute.Of("keepdims", keep ? 1L : 0L));

    /// <summary>
    /// The sum of each channel of N×C×H×W; over the images first and the batch after, which takes half the time of both at once.
    /// </summary>
    public string ChannelSums(string value) => ReduceSum(ReduceSum(value, [2, 3], keep: false), [0], keep: false);

    /// <summary>Takes back a broadcast: sums over the dimensions along which the smaller shape was stretched.</summary>
    public string SumTo(string value, long[] from, long[] to)
    {
        if (from.AsSpan().SequenceEqual(to))
        {
            return value;
        }

        if (from.Length == 4 && to is [_, 1, 1] or [1, _, 1, 1] && to[^3] == from[1])
        {
            return Reshape(ChannelSums(value), to);
        }

        int more = from.Length - to.Length;
        long[] axes = [.. Enumerable.Range(0, from.Length).Where(i => i < more || (to[i - more] == 1 && from[i] != 1))
            .Select(i => (long)i)];
        string sum = axes.Length == 0 ? value : ReduceSum(value, axes, keep: true);
        return more == 0 ? sum : Reshape(sum, to);
    }

    /// <summary>Puts s − 1 zeros behind every element of the last two dimensions of N×C×H×W.</summary>
    public string InsertZeros(string value, long[] shape, long down, long across)
    {
        if (down == 1 && across == 1)
        {
            return value;
        }

        // Each element repeated, then all but the first copy wiped out: both run over whole rows, unlike padding between single elements.
        string repeated = Node("Resize", [value, "", Floats([4], [1, 1, down, across])],
            OnnxAttribute.Of("mode", "nearest"), OnnxAttribute.Of("coordinate_transformation_mode", "asymmetric"),
            OnnxAttribute.Of("nearest_mode", "floor"));
        return Mul(repeated, FirstOf([down, across], [shape[2] * down, shape[3] * across]));
    }

    /// <summary>1×1×H×W with ones at the beginning of every step down and across, and zeros else.</summary>
    public string FirstOf(long[] steps, long[] size)
    {
        float[] mask = new float[size[0] * size[1]];
        for (long row = 0; row < size[0]; row += steps[0])
        {
            for (long column = 0; column < size[1]; column += steps[1])
            {
                mask[row * size[1] + column] = 1;
            }
        }

        return Floats([1, 1, .. size], mask);
    }

    /// <summary>Gives a value a gradient; several are summed.</summary>
    public void Give(string value, string gradient)
    {
        if (!Wants(value))
        {
            return;
        }

        if (!gradients.TryGetValue(value, out List<string>? list))
        {
            gradients.Add(value, list = []);
        }

        list.Add(gradient);
    }

    /// <summary>The gradient of a value once all that read it have been walked, or null when none came.</summary>
    public string? Gradient(string value)
    {
        if (!gradients.TryGetValue(value, out List<string>? list))
        {
            return null;
        }

        if (list.Count > 1)
        {
            string sum = list.Aggregate(Add);
            list.Clear();
            list.Add(sum);
        }

        return list[0];
    }
}
