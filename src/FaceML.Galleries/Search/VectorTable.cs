using System.Numerics.Tensors;

namespace FaceML.Galleries.Search;

/// <summary>
/// The vectors of a gallery in memory, row by row: as floats, and rounded to 8 bits for a first pass that reads a quarter of the memory.
/// Rows are in no order; removing one moves the
/// last into its place, and what is freed is overwritten. Not thread-safe: readers and one writer are kept apart by the owner.
/// </summary>
internal sealed class VectorTable(int dimension)
{
    /// <summary>Rows of a block: 512 numbers of 8 bits take 256 KB, which a second-level cache holds.</summary>
    public const int BlockRows = 512;

    private readonly List<Block> blocks = [];
    private readonly List<int> slots = [];

    public int Dimension => dimension;

    public int Count { get; private set; }

    public int BlockCount => (Count + BlockRows - 1) / BlockRows;

    /// <summary>No rounded row differs from its floats by a longer vector than this.</summary>
    public float LargestError { get; private set; }

    public ReadOnlySpan<float> this[int row] => blocks[row / BlockRows].Floats.AsSpan(row % BlockRows * dimension, dimension);

    /// <summary>The owner of a row, as given to <see cref="Add"/>.</summary>
    public int SlotOf(int row) => slots[row];

    public Block BlockAt(int block) => blocks[block];

    public int RowsOf(int block) => Math.Min(BlockRows, Count - (block * BlockRows));

    /// <summary>Adds a row; gives its number, which holds until a row is removed.</summary>
    public int Add(int slot, ReadOnlySpan<float> vector)
    {
        if (Count == blocks.Count * BlockRows)
        {
            blocks.Add(new Block(dimension));
        }

        int row = Count++;
        Block block = blocks[row / BlockRows];
        int at = row % BlockRows;
        vector.CopyTo(block.Floats.AsSpan(at * dimension, dimension));
        (block.Scales[at], float error) = Rounding.Round(vector, block.Codes.AsSpan(at * dimension, dimension));
        LargestError = Math.Max(LargestError, error);
        slots.Add(slot);
        return row;
    }

    /// <summary>Removes a row. The row that was the last one has its number then.</summary>
    /// <returns>The owner of the row that moved; −1 where none did.</returns>
    public int Remove(int row)
    {
        int last = --Count, moved = -1;
        (Block to, int i) = (blocks[row / BlockRows], row % BlockRows);
        (Block from, int j) = (blocks[last / BlockRows], last % BlockRows);
        if (row != last)
        {
            from.Floats.AsSpan(j * dimension, dimension).CopyTo(to.Floats.AsSpan(i * dimension));
            from.Codes.AsSpan(j * dimension, dimension).CopyTo(to.Codes.AsSpan(i * dimension));
            to.Scales[i] = from.Scales[j];
            slots[row] = moved = slots[last];
        }

        from.Floats.AsSpan(j * dimension, dimension).Clear();
        from.Codes.AsSpan(j * dimension, dimension).Clear();
        slots.RemoveAt(last);
        if (blocks.Count > BlockCount + 1)
        {
            blocks.RemoveAt(blocks.Count - 1);
        }

        return moved;
    }

    public float Score(ReadOnlySpan<float> probe, int row) => TensorPrimitives.Dot(probe, this[row]);

    /// <summary>Some rows, one after the other.</summary>
    internal sealed class Block(int dimension)
    {
        public float[] Floats { get; } = new float[BlockRows * dimension];

        public sbyte[] Codes { get; } = new sbyte[BlockRows * dimension];

        public float[] Scales { get; } = new float[BlockRows];
    }
}
