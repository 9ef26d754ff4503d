namespace FaceML.Training.Gradients;

/// <summary>One node on the way back: what came into it, what it gave, and the derivative with respect to that.</summary>
internal sealed class NodeGradient
{
    public NodeGradient(OnnxNode node, BackwardBuilder build, string gradient) => (Node, Build, Gradient) = (node, build, gradient);

    public OnnxNode Node { get; }

    public BackwardBuilder Build { get; }

    /// <summary>The derivative with respect to the first output.</summary>
    public string Gradient { get; }

    public string Output => Node.Outputs[0];

    public long[] OutputShape => Build.Shape(Output);

    public string Input(int index) => Node.InputOrNull(index) ?? throw Unsupported($"input {index} is missing");

    public long[] Shape(int index) => Build.Shape(Input(index));

    public bool Wants(int index) => Node.InputOrNull(index) is { } name && Build.Wants(name);

    public void Give(int index, string gradient) => Build.Give(Input(index), gradient);

    /// <summary>The integers of an attribute, or of a constant input.</summary>
    public long[]? Integers(string attribute, int input) =>
        Node.Attributes.Integers(attribute)?.ToArray()
        ?? (Node.InputOrNull(input) is { } name ? Build.Constant(name)?.ToInt64s()
            ?? throw Unsupported($"'{name}' is not a constant") : null);

    /// <summary>Axes counted from the front.</summary>
    public static long[] FromFront(IEnumerable<long> axes, int rank) => [.. axes.Select(a => a < 0 ? a + rank : a)];

    public GradientException Unsupported(string why) =>
        new($"{Node}: {why}, so no gradient can pass through it. Freeze the network up to its output '{Node.Outputs[0]}'.");
}
