using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FaceML.Recognition;

/// <summary>
/// Boxes with scores, of which the surest is taken again and again and makes those go that it covers. Each step is one pass over flat
/// arrays, eight boxes at a time, that also finds the next surest.
/// </summary>
internal ref struct OverlapField : IDisposable
{
    private const int Lanes = 8, Planes = 4;

    // Less than the key of every score, and what scores that are no numbers have: they are the least sure.
    private const int Gone = int.MinValue, NoNumber = int.MinValue + 1;

    private readonly int capacity;
    private float[] floats;
    private int[] keys;
    private int count;

    /// <summary>Makes room.</summary>
    /// <param name="count">The number of boxes that will be added.</param>
    public OverlapField(int count)
    {
        capacity = checked(count + Lanes - 1) / Lanes * Lanes;
        floats = ArrayPool<float>.Shared.Rent(checked(Planes * capacity));
        keys = ArrayPool<int>.Shared.Rent(capacity);

        // What is behind the last box is never taken, and no number of it matters.
        keys.AsSpan(count, capacity - count).Fill(Gone);
    }

    /// <summary>Adds a box. Of equal scores, the one added first is the surer.</summary>
    public void Add(in Box box, float score)
    {
        floats[count] = box.Left;
        floats[capacity + count] = box.Top;
        floats[2 * capacity + count] = box.Right;
        floats[3 * capacity + count] = box.Bottom;
        keys[count++] = Key(score);
    }

    /// <summary>Takes the surest that is left and drops what it covers, until none is left.</summary>
    /// <param name="rule">When a box makes a less sure one go.</param>
    /// <returns>Those taken, by their numbers in the order in which they were added, the surest first.</returns>
    public readonly List<int> Take<TRule>(TRule rule)
        where TRule : struct, IOverlapRule
    {
        Span<int> open = keys.AsSpan(0, capacity);
        List<int> taken = [];
        int key = open.IsEmpty ? Gone : TensorPrimitives.Max<int>(open);
        while (key != Gone)
        {
            int surest = open.IndexOf(key);
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

    /// <summary>Drops what a box covers; the largest key that is left.</summary>
    private readonly int Drop<TRule>(int by, TRule rule)
        where TRule : struct, IOverlapRule
    {
        ref int open = ref MemoryMarshal.GetArrayDataReference(keys);
        ref float lefts = ref MemoryMarshal.GetArrayDataReference(floats), tops = ref Unsafe.Add(ref lefts, capacity), rights =
            ref Unsafe.Add(ref tops, capacity), bottoms = ref Unsafe.Add(ref rights, capacity);
        Vector256<float> left = Vector256.Create(floats[by]), top = Vector256.Create(floats[capacity + by]), right =
            Vector256.Create(floats[2 * capacity + by]), bottom = Vector256.Create(floats[3 * capacity + by]);
        Vector256<float> area = Area(left, top, right, bottom);
        Vector256<int> largest = Vector256.Create(Gone);
        for (nuint i = 0; i < (nuint)capacity; i += Lanes)
        {
            Vector256<int> key = Vector256.LoadUnsafe(ref open, i);
            Vector256<float> itsLeft = Vector256.LoadUnsafe(ref lefts, i), itsTop = Vector256.LoadUnsafe(ref tops, i), itsRight =
                Vector256.LoadUnsafe(ref rights, i), itsBottom = Vector256.LoadUnsafe(ref bottoms, i);
            Vector256<float> met = Vector256.LessThan(itsLeft, right) & Vector256.LessThan(left, itsRight)
                & Vector256.LessThan(itsTop, bottom) & Vector256.LessThan(top, itsBottom);

            // Mostly none is met, and the rest need not be computed. What is met has no edge that is no number.
            if (met.AsInt32() != Vector256<int>.Zero)
            {
                Vector256<float> width = Vector256.MinNative(right, itsRight) - Vector256.MaxNative(left, itsLeft), height =
                    Vector256.MinNative(bottom, itsBottom) - Vector256.MaxNative(top, itsTop);
                Vector256<float> covered = met & rule.Covers(width * height, area, Area(itsLeft, itsTop, itsRight, itsBottom))
                    & Vector256.GreaterThan(width, Vector256<float>.Zero) & Vector256.GreaterThan(height, Vector256<float>.Zero);
                key = Vector256.ConditionalSelect(covered.AsInt32(), Vector256.Create(Gone), key);
                key.StoreUnsafe(ref open, i);
            }

            largest = Vector256.Max(largest, key);
        }

        Vector128<int> four = Vector128.Max(largest.GetLower(), largest.GetUpper());
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    // As a box has it.
    private static Vector256<float> Area(Vector256<float> left, Vector256<float> top, Vector256<float> right, Vector256<float> bottom) =>
        Vector256.MaxNative(right - left, Vector256<float>.Zero) * Vector256.MaxNative(bottom - top, Vector256<float>.Zero);
}
