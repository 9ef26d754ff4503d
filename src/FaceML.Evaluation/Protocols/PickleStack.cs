namespace FaceML.Evaluation.Protocols;

/// <summary>The stack of a pickle that is scanned. Lists hold bytes objects and Booleans alone, so that nothing nests deeply.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="most">The most values on the stack, and in a list.</param>
internal sealed class PickleStack(string file, int most)
{
    private readonly List<PickledValue> values = [];

    public void Push(PickledValue value, long at) =>
        values.Add(values.Count < most ? value : throw Error(at, $"more than {most:N0} values wait on the stack."));

    public PickledValue Top(long at) => values.Count > 0 && values[^1].Kind != PickledKind.Mark ? values[^1] : throw Missing(at);

    public void Append(long at)
    {
        PickledValue item = Pop(at);
        Add(ListBelow(at), item, at);
    }

    public void AppendAll(long at)
    {
        PickledValue[] items = PopToMark(at);
        List<PickledValue> list = ListBelow(at);
        foreach (PickledValue item in items)
        {
            Add(list, item, at);
        }
    }

    public void MakeList(long at)
    {
        PickledValue[] items = PopToMark(at);
        Push(PickledValue.List(), at);
        foreach (PickledValue item in items)
        {
            Add(values[^1].Items!, item, at);
        }
    }

    public void MakePair(long at)
    {
        PickledValue second = Pop(at), first = Pop(at);
        PushPair(first, second, at);
    }

    public void MakePairFromMark(long at)
    {
        PickledValue[] items = PopToMark(at);
        if (items.Length != 2)
        {
            throw Error(at, $"a tuple must have two values; it has {items.Length}.");
        }

        PushPair(items[0], items[1], at);
    }

    /// <summary>Bytes for a text and the name of its encoding.</summary>
    public void Encode(long at)
    {
        PickledValue arguments = Pop(at), function = Pop(at);
        if (function.Kind != PickledKind.Encode
            || arguments.Items is not [{ Kind: PickledKind.Text } text, { Kind: PickledKind.Text, IsText: true }])
        {
            throw Error(at, "the one call that is read is that of a text's bytes in Latin-1.");
        }

        Push(PickledValue.Bytes(text.Number, text.Length, isText: true), at);
    }

    /// <summary>The two values of the pair, or list, that is left.</summary>
    public PickledValue[] PopResult(long at)
    {
        PickledValue result = Pop(at);
        return values.Count == 0 && result.Kind == PickledKind.Pair
            ? [.. result.Items!]
            : throw Error(at, "expected a pair of lists.");
    }

    // A pair in a pair would nest; lists and texts do not.
    private void PushPair(PickledValue first, PickledValue second, long at) =>
        Push(first.Kind is PickledKind.Text or PickledKind.List && second.Kind is PickledKind.Text or PickledKind.List
            ? PickledValue.Pair(first, second)
            : throw Error(at, "a tuple must hold two lists, or a text and its encoding."), at);

    private void Add(List<PickledValue> list, PickledValue item, long at)
    {
        if (item.Kind is not (PickledKind.Bytes or PickledKind.Flag))
        {
            throw Error(at, "a list must hold bytes or Booleans.");
        }

        list.Add(list.Count < most ? item : throw Error(at, $"a list has more than {most:N0} values."));
    }

    private List<PickledValue> ListBelow(long at) =>
        values.Count > 0 && values[^1].Kind == PickledKind.List ? values[^1].Items! : throw Error(at, "there is no list to add to.");

    private PickledValue Pop(long at)
    {
        PickledValue top = Top(at);
        values.RemoveAt(values.Count - 1);
        return top;
    }

    private PickledValue[] PopToMark(long at)
    {
        int mark = values.FindLastIndex(value => value.Kind == PickledKind.Mark);
        PickledValue[] items = mark >= 0 ? [.. values.Skip(mark + 1)] : throw Missing(at);
        values.RemoveRange(mark, values.Count - mark);
        return items;
    }

    private ProtocolFormatException Missing(long at) => Error(at, "the stack lacks a value.");

    private ProtocolFormatException Error(long at, string problem) => ProtocolFormatException.AtByte(file, at, problem);
}
