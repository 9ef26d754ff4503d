using System.Text.Json.Serialization;

namespace FaceML.Networks;

/// <summary>One of a network's outputs.</summary>
public sealed record NetworkOutput
{
    /// <summary>What it holds, in the words of the decode family, for example <c>scores</c> or <c>boxes</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The output's name in the file, or the value's where it is <see cref="Inner"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The shape for one image, without the batch dimension, for example <c>[4420, 2]</c>.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>
    /// Whether the file's output has no batch dimension; only for networks that take one image at a time. The default value is
    /// <see langword="false"/>.
    /// </summary>
    public bool Unbatched { get; init; }

    /// <summary>
    /// Whether the name is that of a value between two nodes of the file's graph, which is read as if it were an output. The default value
    /// is <see langword="false"/>, and is not written: cards that have none are the same bytes as before there were such.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Inner { get; init; }

    /// <summary>Numbers for one image.</summary>
    internal int Length => Shape.Aggregate(1, (product, side) => checked(product * side));
}
