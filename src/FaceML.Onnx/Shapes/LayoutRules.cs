namespace FaceML.Onnx.Shapes;

/// <summary>The same elements in other dimensions.</summary>
internal static class LayoutRules
{
    public static void Reshape(ShapeContext node)
    {
        ValueFacts x = node.Input(0);
        IntValue[]? wanted = node.Opset < 5 && node.Attributes.Integers("shape") is { } listed
            ? [.. listed.Select(IntValue.Of)]
            : node.Input(1).Values;
        if (wanted is null)
        {
            // The length of the shape is the rank.
            bool ranked = node.Shape(1) is { Rank: 1 } s && s[0].Value is >= 0 and <= ShapeContext.MaxRank;
            node.Output(ranked ? new OnnxShape(new OnnxDimension[node.Shape(1)![0].Value!.Value]) : null);
            return;
        }

        bool keepZeros = node.Attributes.Integer("allowzero", 0) != 0;
        var result = new OnnxDimension[wanted.Length];
        int open = -1;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = wanted[i].Number switch
            {
                0 when !keepZeros && x.Shape is not null => i < x.Shape.Rank
                    ? x.Shape[i]
                    : throw ShapeContext.Bad($"dimension {i} should be kept, but the input is {x.Shape}."),
                0 when !keepZeros => OnnxDimension.Unknown,
                -1 when open < 0 => OnnxDimension.Unknown,
                < 0 => throw ShapeContext.Bad(
                    $"the shape [{string.Join(", ", wanted.Select(w => w.Number))}] has more than one open dimension, or a negative one."),
                _ => wanted[i].ToDimension(),
            };
            open = wanted[i].Number == -1 ? i : open;
        }

        if (x.Shape is not null)
        {
            Fit(x.Shape, result, open);
        }

        // A shape that is a vector or a scalar and stays one keeps its known elements.
        node.Output(x.Type, new OnnxShape(result), result.Length <= 1 ? x.Values : null);
    }

    public static void Flatten(ShapeContext node)
    {
        if (node.Shape(0) is not { } x)
        {
            node.Output(new OnnxShape(OnnxDimension.Unknown, OnnxDimension.Unknown));
            return;
        }

        int axis = ShapeContext.Axis(node.Attributes.Integer("axis", 1), x.Rank, inclusive: true);
        node.Output(new OnnxShape(Product(x.Take(axis)), Product(x.Skip(axis))));
    }

    public static void Transpose(ShapeContext node)
    {
        if (node.Shape(0) is not { } x)
        {
            node.Output(null);
            return;
        }

        IReadOnlyList<long> order = node.Attributes.Integers("perm") ?? [.. Enumerable.Range(0, x.Rank).Reverse().Select(i => (long)i)];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, x.Rank).Select(i => (long)i)))
        {
            throw ShapeContext.Bad($"perm [{string.Join(", ", order)}] is no order of the dimensions of {x}.");
        }

        node.Output(new OnnxShape([.. order.Select(i => x[(int)i])]));
    }

    public static void Squeeze(ShapeContext node)
    {
        ValueFacts x = node.Input(0);
        long[]? axes = node.AttributeOrInput("axes", 1);
        bool given = node.HasAttributeOrInput("axes", 1);
        if (x.Shape is null || (given && axes is null) || (!given && !x.Shape.IsStatic))
        {
            node.Output(x.Type, null, x.Values);
            return;
        }

        HashSet<int> gone = given
            ? [.. axes!.Select(a => ShapeContext.Axis(a, x.Shape.Rank))]
            : [.. Enumerable.Range(0, x.Shape.Rank).Where(i => x.Shape[i].Value == 1)];
        if (gone.FirstOrDefault(i => x.Shape[i].Value is not (null or 1), -1) is var bad and >= 0)
        {
            throw ShapeContext.Bad($"dimension {bad} of {x.Shape} is not 1.");
        }

        OnnxShape shape = new([.. x.Shape.Where((_, i) => !gone.Contains(i))]);
        node.Output(x.Type, shape, shape.Rank <= 1 ? x.Values : null);
    }

    public static void Unsqueeze(ShapeContext node)
    {
        ValueFacts x = node.Input(0);
        if (x.Shape is null || node.AttributeOrInput("axes", 1) is not { } axes)
        {
            node.Output(x.Type, null);
            return;
        }

        int rank = x.Shape.Rank + axes.Length;
        HashSet<int> added = [.. axes.Select(a => ShapeContext.Axis(a, rank))];
        if (added.Count != axes.Length)
        {
            throw ShapeContext.Bad($"axes [{string.Join(", ", axes)}] name a dimension twice.");
        }

        var old = new Queue<OnnxDimension>(x.Shape);
        OnnxShape shape = new([.. Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : old.Dequeue())]);
        node.Output(x.Type, shape, rank <= 1 ? x.Values : null);
    }

    /// <summary>The product when it is known: of numbers, or of one symbol and ones.</summary>
    private static OnnxDimension Product(IEnumerable<OnnxDimension> dimensions)
    {
        OnnxDimension[] all = [.. dimensions.Where(d => d.Value != 1)];
        return all.Length == 1 ? all[0]
            : Array.Exists(all, d => d.Value == 0) ? 0
            : Array.TrueForAll(all, d => d.Value is not null) ? Sizes.Product([.. all.Select(d => d.Value!.Value)], "a shape")
            : OnnxDimension.Unknown;
    }

    /// <summary>Puts what is left into the open dimension, and checks the element count where everything is known.</summary>
    private static void Fit(OnnxShape from, OnnxDimension[] to, int open)
    {
        // The same symbol on both sides cancels.
        List<OnnxDimension> left = [.. from], right = [.. to.Where((_, i) => i != open)];
        foreach (OnnxDimension symbol in right.Where(d => d.Symbol is not null).ToArray())
        {
            if (left.Remove(symbol))
            {
                right.Remove(symbol);
            }
        }

        if (right.Exists(d => d.Value is null))
        {
            return;
        }

        long have = Sizes.Product([.. left.Where(d => d.Value is not null).Select(d => d.Value!.Value)], "a shape");
        long want = Sizes.Product([.. right.Select(d => d.Value!.Value)], "a shape");
        OnnxDimension[] free = [.. left.Where(d => d.Value is null)];
        if (open < 0)
        {
            if (free.Length == 0 && have != want)
            {
                throw ShapeContext.Bad($"{from} has {have} elements (where known), {new OnnxShape(to)} {want}.");
            }
        }
        else if (free.Length == 0)
        {
            to[open] = want > 0 && have % want == 0 ? have / want : want == 0 && have == 0 ? OnnxDimension.Unknown
                : throw ShapeContext.Bad($"{have} elements of {from} do not divide by {want}.");
        }
        else if (free.Length == 1 && have == want)
        {
            to[open] = free[0];
        }
    }
}
