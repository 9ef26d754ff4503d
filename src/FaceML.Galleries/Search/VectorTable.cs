namespace FaceML.Galleries.Search;

/// <summary>
/// The vectors of a gallery in memory, row by row: as floats, and rounded to 8 bits in planes for first passes that read an eighth or
/// a quarter of the memory; or, for <see cref="QuantizedSearch"/>, rotated, by their signs and rounded, without floats. Rows are in no
/// order; removing one moves the last into its place, and what is freed is overwritten. Not thread-safe: readers and one writer are kept
/// apart by the owner.
/// </summary>
/// <param name="dimension">The numbers of a row.</param>
/// <param name="rotation">What rotates the rows of a quantized table; null for one of floats.</param>
internal sealed class VectorTable(int dimension, RenewableTransform? rotation = null)
{
    /// <summary>Rows of a block: 512 numbers of 8 bits take 256 KB, which a second-level cache holds.</summary>
    public const int BlockRows = 512;

    private readonly List<Block> blocks = [];
    private readonly List<int> slots = [];

    public int Dimension => dimension;

    /// <summary>What rotates rows and probes; null where rows are kept as floats.</summary>
    public RenewableTransform? Rotation => rotation;

    public int Count { get; private set; }

    public int BlockCount => (Count + BlockRows - 1) / BlockRows;

    public ReadOnlySpan<float> this[int row] => blocks[row / BlockRows].FloatsOf(row % BlockRows);

    /// <summary>The owner of a row, as given to <see cref="Add"/>.</summary>
    public int SlotOf(int row) => slots[row];

    public Block BlockAt(int block) => blocks[block];

    public int RowsOf(int block) => Math.Min(BlockRows, Count - (block * BlockRows));

    /// <summary>Runs searches over all blocks, which are shared out to threads: each block is read by all searches together.</summary>
    public void ForBlocks<TSearch>(TSearch[] searches, int threads, Action<TSearch, int> work) => Parallel.For(
        0, BlockCount, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, block =>
        {
            foreach (TSearch search in searches)
            {
                work(search, block);
            }
        });

    /// <summary>Adds a row; gives its number, which holds until a row is removed.</summary>
    public int Add(int slot, ReadOnlySpan<float> vector)
    {
        if (Count == blocks.Count * BlockRows)
        {
            blocks.Add(new Block(dimension, rotation is not null));
        }

        int row = Count++;
        blocks[row / BlockRows].Set(row % BlockRows, rotation is null ? vector : rotation.Apply(vector));
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
    /// <param name="dimension">The numbers of a row.</param>
    /// <param name="quantized">Whether the signs are kept; else floats and the middle plane are.</param>
    internal sealed class Block(int dimension, bool quantized)
    {
        private readonly int bytes = Rounding.BytesOf(dimension), floats = quantized ? 0 : dimension,
            middleBytes = quantized ? 0 : Rounding.MiddleBytesOf(dimension);

        public SignPlane? Signs { get; } = quantized ? new(dimension) : null;

        public float[] Floats { get; } = new float[quantized ? 0 : BlockRows * dimension];

        public byte[] High { get; } = new byte[BlockRows * Rounding.BytesOf(dimension)];

        public byte[] Middle { get; } = new byte[quantized ? 0 : BlockRows * Rounding.MiddleBytesOf(dimension)];

        public byte[] Low { get; } = new byte[BlockRows * Rounding.BytesOf(dimension)];

        public float[] Scales { get; } = new float[BlockRows];

        /// <summary>The lengths of what the high plane alone leaves out of each row.</summary>
        public float[] HighErrors { get; } = new float[BlockRows];

        /// <summary>The lengths of what the high and the middle plane leave out of each row.</summary>
        public float[] MiddleErrors { get; } = new float[BlockRows];

        /// <summary>The lengths of what all planes leave out of each row.</summary>
        public float[] Errors { get; } = new float[BlockRows];

        public Span<float> FloatsOf(int row) => Floats.AsSpan(row * floats, floats);

        public Span<byte> HighOf(int row) => High.AsSpan(row * bytes, bytes);

        public Span<byte> MiddleOf(int row) => Middle.AsSpan(row * middleBytes, middleBytes);

        public Span<byte> LowOf(int row) => Low.AsSpan(row * bytes, bytes);

        public void Set(int row, ReadOnlySpan<float> vector)
        {
            vector[..floats].CopyTo(FloatsOf(row));
            (Scales[row], HighErrors[row], MiddleErrors[row], Errors[row]) =
                Rounding.Round(vector, HighOf(row), MiddleOf(row), LowOf(row));
            Signs?.Set(row, vector);
        }

        public void Copy(Block from, int at, int row)
        {
            from.FloatsOf(at).CopyTo(FloatsOf(row));
            from.HighOf(at).CopyTo(HighOf(row));
            from.MiddleOf(at).CopyTo(MiddleOf(row));
            from.LowOf(at).CopyTo(LowOf(row));
            (Scales[row], HighErrors[row]) = (from.Scales[at], from.HighErrors[at]);
            (MiddleErrors[row], Errors[row]) = (from.MiddleErrors[at], from.Errors[at]);
            Signs?.Copy(from.Signs!, at, row);
        }

        public void Clear(int row)
        {
            FloatsOf(row).Clear();
            HighOf(row).Clear();
            MiddleOf(row).Clear();
            LowOf(row).Clear();
            (Scales[row], HighErrors[row], MiddleErrors[row], Errors[row]) = (0, 0, 0, 0);
            Signs?.Clear(row);
        }
    }
}
