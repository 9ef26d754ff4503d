namespace FaceML.Evaluation.Protocols;

/// <summary>What can lie on the stack of a pickle that is scanned.</summary>
internal enum PickledKind
{
    /// <summary>Where a group begins.</summary>
    Mark,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A bytes object in the file.</summary>
    Bytes,

    /// <summary>A text in the file.</summary>
    Text,

    /// <summary>A list of bytes objects and Booleans.</summary>
    List,

    /// <summary>Two values.</summary>
    Pair,

    /// <summary>The name of Python's function that makes bytes of a text.</summary>
    Encode,
}

/// <summary>A value of a pickle.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Where it lies in the file; of a flag, 0 or 1.</param>
/// <param name="Length">Its length in the file.</param>
/// <param name="IsText">Of bytes: whether they stand as a text. Of a text: whether it is the name of an encoding, Latin-1.</param>
/// <param name="Items">Of a list and of a pair: what is in it.</param>
internal readonly record struct PickledValue(PickledKind Kind, long Number, int Length, bool IsText, List<PickledValue>? Items)
{
    public static PickledValue Mark { get; } = new(PickledKind.Mark, 0, 0, false, null);

    public static PickledValue Encode { get; } = new(PickledKind.Encode, 0, 0, false, null);

    public static PickledValue Flag(long value) => new(PickledKind.Flag, value, 0, false, null);

    public static PickledValue Bytes(long offset, int length, bool isText) => new(PickledKind.Bytes, offset, length, isText, null);

    public static PickledValue Text(long offset, int length, bool isLatin) => new(PickledKind.Text, offset, length, isLatin, null);

    public static PickledValue List() => new(PickledKind.List, 0, 0, false, []);

    public static PickledValue Pair(PickledValue first, PickledValue second) => new(PickledKind.Pair, 0, 0, false, [first, second]);
}
