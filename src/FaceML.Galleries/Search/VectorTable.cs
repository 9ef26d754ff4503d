namespace FaceML.Galleries.Search;

/// <summary>
/// The vectors of a gallery in memory, row by row: as floats, and rounded to 8 bits in two planes for first passes that read an eighth or
/// a quarter of the memory. Rows are in no order; removing one moves the last into its place, and what is freed is overwritten. Not
/// thread-safe: readers and one writer are kept apart by the owner.
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

    public ReadOnlySpan<float> this[int row] => blocks[row / BlockRows].FloatsOf(row % BlockRows);

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
        blocks[row / BlockRows].Set(row % BlockRows, vector);
        slots.Add(slot);
        return row;
    }

    /// <summary>Removes a row. The row that was the last one has its number then.</summary>
    /// <returns>The owner of the row that moved; −1 where none did.</returns>
    public int Remove(int row)
    {
        int last = --Count, moved = -1;
        (Block from, int at) = (blocks[last / BlockRows], last % BlockRows);
        if (row != last)
        {
            blocks[row / BlockRows].Copy(from, at, row % BlockRows);
            slots[row] = moved = slots[last];
        }

        from.Clear(at);
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
        private readonly int bytes = Rounding.BytesOf(dimension), middleBytes = Rounding.MiddleBytesOf(dimension);

        public float[] Floats { get; } = new float[BlockRows * dimension];

        public byte[] High { get; } = new byte[BlockRows * Rounding.BytesOf(dimension)];

        public byte[] Middle { get; } = new byte[BlockRows * Rounding.MiddleBytesOf(dimension)];

        public byte[] Low { get; } = new byte[BlockRows * Rounding.BytesOf(dimension)];

        public float[] Scales { get; } = new float[BlockRows];

        /// <summary>The lengths of what the high plane alone leaves out of each row.</summary>
        public float[] HighErrors { get; } = new float[BlockRows];

        /// <summary>The lengths of what the high and the middle plane leave out of each row.</summary>
        public float[] MiddleErrors { get; } = new float[BlockRows];

        /// <summary>The lengths of what all planes leave out of each row.</summary>
        public float[] Errors { get; } = new float[BlockRows];

        public Span<float> FloatsOf(int row) => Floats.AsSpan(row * dimension, dimension);

        public Span<byte> HighOf(int row) => High.AsSpan(row * bytes, bytes);

        public Span<byte> MiddleOf(int row) => Middle.AsSpan(row * middleBytes, middleBytes);

        public Span<byte> LowOf(int row) => Low.AsSpan(row * bytes, bytes);

        public void Set(int row, ReadOnlySpan<float> vector)
        {
            vector.CopyTo(FloatsOf(row));
            (Scales[row], HighErrors[row], MiddleErrors[row], Errors[row]) =
                Rounding.Round(vector, HighOf(row), MiddleOf(row), LowOf(row));
        }

        public void Copy(Block from, int at, int row)
        {
            from.FloatsOf(at).CopyTo(FloatsOf(row));
            from.HighOf(at).CopyTo(HighOf(row));
            from.MiddleOf(at).CopyTo(MiddleOf(row));
            from.LowOf(at).CopyTo(LowOf(row));
            (Scales[row], HighErrors[row]) = (from.Scales[at], from.HighErrors[at]);
            (MiddleErrors[row], Errors[row]) = (from.MiddleErrors[at], from.Errors[at]);
        }

        public void Clear(int row)
        {
            FloatsOf(row).Clear();
            HighOf(row).Clear();
            MiddleOf(row).Clear();
            LowOf(row).Clear();
            (Scales[row], HighErrors[row], MiddleErrors[row], Errors[row]) = (0, 0, 0, 0);
        }
    }
}
