using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceML.Recognition;

/// <summary>
/// Boxes with scores, of which the surest is taken again and again and makes those go that it covers. Boxes are looked at eight at a time
/// and lie in groups of 64, of which each has bounds: most groups are passed over by a look at those, which also give the next surest.
/// </summary>
internal ref struct OverlapField : IDisposable
{
    private const int Lanes = 8, Planes = 4, Group = Lanes * Lanes;

    // Less than the key of every score, and what scores that are no numbers have: they are the least sure.
    private const int Gone = int.MinValue, NoNumber = int.MinValue + 1;

    // In each plane, and among the keys, the bounds lie behind the boxes: a lane of them is around that lane of its group's eight vectors.
    private readonly int capacity, stride;
    private float[] floats;
    private int[] keys;

    /// <summary>Makes room.</summary>
    /// <param name="count">The number of boxes.</param>
    public OverlapField(int count)
    {
        capacity = checked(count + Group - 1) / Group * Group;
        stride = checked(capacity + capacity / Lanes);
        floats = ArrayPool<float>.Shared.Rent(checked(Planes * stride));
        keys = ArrayPool<int>.Shared.Rent(stride);

        // What is behind the last box is never taken, and no bound moves for what is no number.
        keys.AsSpan(count, capacity - count).Fill(Gone);
        for (int plane = 0; plane < Planes; plane++)
        {
            floats.AsSpan(plane * stride + count, capacity - count).Fill(float.NaN);
        }
    }

    /// <summary>Sets a box; all have to be set. Of equal scores, the one in front is the surer.</summary>
    public readonly void Set(int i, in Box box, float score)
    {
        keys[i] = Key(score);
        ref float place = ref floats[i];
        place = box.Left;
        Unsafe.Add(ref place, stride) = box.Top;
        Unsafe.Add(ref place, 2 * stride) = box.Right;
        Unsafe.Add(ref place, 3 * stride) = box.Bottom;
    }

    /// <summary>Takes the surest that is left and drops what it covers, until none is left.</summary>
    /// <param name="rule">When a box makes a less sure one go.</param>
    /// <returns>Those taken, by their numbers, the surest first.</returns>
    public readonly List<int> Take<TRule>(TRule rule)
        where TRule : struct, IOverlapRule
    {
        Span<int> open = keys.AsSpan(0, capacity), largest = keys.AsSpan(capacity, stride - capacity);
        List<int> taken = [];
        int key = Bound();
        while (key != Gone)
        {
            int group = largest.IndexOf(key) / Lanes * Group, surest = group + open.Slice(group, Group).IndexOf(key);
            taken.Add(surest);
            open[surest] = Gone;
            key = Drop(surest, rule);
        }

        return taken;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(floats);
        ArrayPool<int>.Shared.Return(keys);
        (floats, keys) = ([], []);
    }

    // The order of the floats, as whole numbers; both zeros are one.
    private static int Key(float score)
    {
        int bits = BitConverter.SingleToInt32Bits(score + 0f);
        return float.IsNaN(score) ? NoNumber : bits < 0 ? bits ^ int.MaxValue : bits;
    }

    /// <summary>Computes the bounds of all groups; the largest key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Bound()
    {
        ref int open = ref MemoryMarshal.GetArrayDataReference(keys);
        Vector256<int> largest = Vector256.Create(Gone);
        for (int group = 0; group < capacity; group += Group)
        {
            Edges bounds = Edges.None;
            Vector256<int> key = Vector256.Create(Gone);
            for (int i = group; i < group + Group; i += Lanes)
            {
                bounds = bounds.Around(EdgesAt(i));
                key = Vector256.Max(key, Vector256.LoadUnsafe(ref open, (nuint)i));
            }

            int place = capacity + group / Lanes;
            bounds.Left.CopyTo(floats, place);
            bounds.Top.CopyTo(floats, stride + place);
            bounds.Right.CopyTo(floats, 2 * stride + place);
            bounds.Bottom.CopyTo(floats, 3 * stride + place);
            key.CopyTo(keys, place);
            largest = Vector256.Max(largest, key);
        }

        return Largest(largest);
    }

    /// <summary>Drops what a box covers; the largest key that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly int Drop<TRule>(int by, TRule rule)
        where TRule : struct, IOverlapRule
    {
        ref int open = ref MemoryMarshal.GetArrayDataReference(keys);
        Edges taken = new(Vector256.Create(floats[by]), Vector256.Create(floats[stride + by]), Vector256.Create(floats[2 * stride + by]),
            Vector256.Create(floats[3 * stride + by]));
        Vector256<int> largest = Vector256.Create(Gone);
        int own = by / Group * Group;
        for (int group = 0; group < capacity; group += Group)
        {
            nuint place = (nuint)(capacity + group / Lanes);
            Vector256<int> key = Vector256.LoadUnsafe(ref open, place), left = Vector256.GreaterThan(key, Vector256.Create(Gone));

            // Its own group is looked at in any case: the largest key there was its own.
            if (group == own || (taken.Meets(EdgesAt((int)place)).AsInt32() & left) != Vector256<int>.Zero)
            {
                key = Drop(group, taken, rule);
                key.StoreUnsafe(ref open, place);
            }

            largest = Vector256.Max(largest, key);
        }

        return Largest(largest);
    }

    // The same for one group, with its largest keys lane by lane.
    private readonly Vector256<int> Drop<TRule>(int group, in Edges taken, TRule rule)
        where TRule : struct, IOverlapRule
    {
        ref int open = ref MemoryMarshal.GetArrayDataReference(keys);
        Vector256<int> largest = Vector256.Create(Gone);
        for (int i = group; i < group + Group; i += Lanes)
        {
            Vector256<int> key = Vector256.LoadUnsafe(ref open, (nuint)i);
            Edges edges = EdgesAt(i);
            Vector256<float> met = taken.Meets(edges);

            // Mostly none is met, and the rest need not be computed. What is met has no edge that is no number.
            if (met.AsInt32() != Vector256<int>.Zero)
            {
                (Vector256<float> width, Vector256<float> height) = taken.SharedWith(edges);
                Vector256<float> covered = met & rule.Covers(width * height, taken.Area, edges.Area)
                    & Vector256.GreaterThan(width, Vector256<float>.Zero) & Vector256.GreaterThan(height, Vector256<float>.Zero);
                key = Vector256.ConditionalSelect(covered.AsInt32(), Vector256.Create(Gone), key);
                key.StoreUnsafe(ref open, (nuint)i);
            }

            largest = Vector256.Max(largest, key);
        }

        return largest;
    }

    private static int Largest(Vector256<int> keys)
    {
        Vector128<int> four = Vector128.Max(keys.GetLower(), keys.GetUpper());
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Edges EdgesAt(int i)
    {
        ref float lefts = ref MemoryMarshal.GetArrayDataReference(floats);
        return new(Vector256.LoadUnsafe(ref lefts, (nuint)i), Vector256.LoadUnsafe(ref lefts, (nuint)(stride + i)),
            Vector256.LoadUnsafe(ref lefts, (nuint)(2 * stride + i)), Vector256.LoadUnsafe(ref lefts, (nuint)(3 * stride + i)));
    }

    /// <summary>The edges of eight boxes.</summary>
    private readonly record struct Edges(
        Vector256<float> Left, Vector256<float> Top, Vector256<float> Right, Vector256<float> Bottom)
    {
        /// <summary>Bounds around nothing.</summary>
        public static Edges None => new(Vector256.Create(float.PositiveInfinity), Vector256.Create(float.PositiveInfinity),
            Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NegativeInfinity));

        /// <summary>The areas, as a box has them.</summary>
        public Vector256<float> Area => Vector256.MaxNative(Right - Left, Vector256<float>.Zero)
            * Vector256.MaxNative(Bottom - Top, Vector256<float>.Zero);

        /// <summary>Which of the others have a part within these: all bits set.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<float> Meets(in Edges others) =>
            Vector256.LessThan(others.Left, Right) & Vector256.LessThan(Left, others.Right)
            & Vector256.LessThan(others.Top, Bottom) & Vector256.LessThan(Top, others.Bottom);

        /// <summary>The sides of what is shared.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector256<float> Width, Vector256<float> Height) SharedWith(in Edges others) =>
            (Vector256.MinNative(Right, others.Right) - Vector256.MaxNative(Left, others.Left),
                Vector256.MinNative(Bottom, others.Bottom) - Vector256.MaxNative(Top, others.Top));

        /// <summary>The bounds moved outwards to the others; what is no number moves none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Edges Around(in Edges others) => new(Less(others.Left, Left), Less(others.Top, Top), More(others.Right, Right),
            More(others.Bottom, Bottom));

        private static Vector256<float> Less(Vector256<float> a, Vector256<float> b) =>
            Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

        private static Vector256<float> More(Vector256<float> a, Vector256<float> b) =>
            Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);
    }
}
