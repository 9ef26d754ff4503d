using System.Numerics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace FaceML.Galleries.Protection;

/// <summary>
/// A keyed orthogonal map of vectors: inner products, and with them scores, are kept (to 1e-6), while without the key nothing says which
/// vector was which. Rounds of a
/// permutation, sign flips and a fast Walsh–Hadamard transform of the first and the last 2^k numbers (Ailon and Chazelle 2009, "The fast
/// Johnson–Lindenstrauss transform"),
/// all drawn from the key. d log d operations, any d ≥ 2. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// This is no encryption: whoever has the key undoes it, and whoever knows as many vectors with their transforms as there are dimensions
/// can solve for it. It makes galleries
/// with different keys incomparable, and lets a key be revoked (ISO/IEC 24745: renewability, unlinkability).
/// </remarks>
internal sealed class RenewableTransform
{
    private readonly int[][] orders;
    private readonly double[][] signs;
    private readonly int rounds, block;
    private readonly double scale;

    /// <summary>The map of a key.</summary>
    /// <param name="key">32 bytes, for this purpose only.</param>
    /// <param name="dimension">The numbers of a vector.</param>
    /// <param name="rounds">Permutations, sign flips and transforms after each other.</param>
    public RenewableTransform(ReadOnlySpan<byte> key, int dimension, int rounds = 4)
    {
        this.rounds = rounds;
        block = 1 << BitOperations.Log2((uint)dimension);
        scale = 1 / Math.Sqrt(block);
        KeyStream random = new(key);
        orders = new int[rounds][];
        signs = new double[rounds][];
        for (int round = 0; round < rounds; round++)
        {
            int[] order = [.. Enumerable.Range(0, dimension)];
            for (int i = dimension - 1; i > 0; i--)
            {
                int j = random.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            orders[round] = order;
            signs[round] = [.. Enumerable.Range(0, dimension).Select(_ => random.Below(2) == 0 ? 1.0 : -1.0)];
        }
    }

    /// <summary>Transforms a vector.</summary>
    public float[] Apply(ReadOnlySpan<float> vector)
    {
        double[] now = Widen(vector), next = new double[vector.Length];
        for (int round = 0; round < rounds; round++)
        {
            (int[] order, double[] flips) = (orders[round], signs[round]);
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = now[order[i]] * flips[i];
            }

            MixForward(next);
            (now, next) = (next, now);
        }

        return Narrow(now);
    }

    /// <summary>The vector that <see cref="Apply"/> made this of.</summary>
    public float[] Undo(ReadOnlySpan<float> vector)
    {
        double[] now = Widen(vector), next = new double[vector.Length];
        for (int round = rounds - 1; round >= 0; round--)
        {
            MixBack(now);
            for (int i = 0; i < next.Length; i++)
            {
                next[orders[round][i]] = now[i] * signs[round][i];
            }

            (now, next) = (next, now);
        }

        return Narrow(now);
    }

    private static double[] Widen(ReadOnlySpan<float> vector)
    {
        double[] wide = new double[vector.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = vector[i];
        }

        return wide;
    }

    private static float[] Narrow(double[] wide) => Array.ConvertAll(wide, x => (float)x);

    // Twice the same block would be no change.
    private void MixForward(Span<double> values)
    {
        Hadamard(values[..block]);
        if (block < values.Length)
        {
            Hadamard(values[^block..]);
        }
    }

    private void MixBack(Span<double> values)
    {
        if (block < values.Length)
        {
            Hadamard(values[^block..]);
        }

        Hadamard(values[..block]);
    }

    // Symmetric and, scaled, its own inverse.
    private void Hadamard(Span<double> values)
    {
        // The first two rounds together: four numbers at a time.
        int begun = values.Length < 4 ? 1 : 4;
        for (int i = 0; i + 4 <= values.Length; i += 4)
        {
            Span<double> four = values.Slice(i, 4);
            (double a, double b, double c, double d) = (four[0] + four[1], four[0] - four[1], four[2] + four[3], four[2] - four[3]);
            (four[0], four[1], four[2], four[3]) = (a + c, b + d, a - c, b - d);
        }

        for (int half = begun; half < values.Length; half *= 2)
        {
            for (int start = 0; start < values.Length; start += 2 * half)
            {
                MixHalves(values.Slice(start, half), values.Slice(start + half, half));
            }
        }

        TensorPrimitives.Multiply(values, scale, values);
    }

    private static void MixHalves(Span<double> first, Span<double> second)
    {
        int i = 0;
        for (; i + Vector256<double>.Count <= first.Length; i += Vector256<double>.Count)
        {
            Vector256<double> a = Vector256.Create<double>(first[i..]), b = Vector256.Create<double>(second[i..]);
            (a + b).CopyTo(first[i..]);
            (a - b).CopyTo(second[i..]);
        }

        for (; i < first.Length; i++)
        {
            (first[i], second[i]) = (first[i] + second[i], first[i] - second[i]);
        }
    }

    // Numbers from a key, the same on every machine: SHA-256 of key and counter (a hash DRBG in counter mode).
    private sealed class KeyStream
    {
        private readonly byte[] seed = new byte[GalleryKeys.KeyBytes + sizeof(long)];
        private readonly byte[] bytes = new byte[SHA256.HashSizeInBytes];
        private long counter;
        private int at = SHA256.HashSizeInBytes;

        public KeyStream(ReadOnlySpan<byte> key) => key.CopyTo(seed);

        // Unbiased: numbers beyond the last whole multiple are drawn again.
        public int Below(int limit)
        {
            uint range = (uint)limit, rest = (uint)((1UL << 32) % range);
            while (true)
            {
                uint drawn = Next();
                if (drawn <= uint.MaxValue - rest)
                {
                    return (int)(drawn % range);
                }
            }
        }

        private uint Next()
        {
            if (at == bytes.Length)
            {
                BinaryPrimitives.WriteInt64LittleEndian(seed.AsSpan(GalleryKeys.KeyBytes), counter++);
                SHA256.HashData(seed, bytes);
                at = 0;
            }

            uint number = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            at += sizeof(uint);
            return number;
        }
    }
}
