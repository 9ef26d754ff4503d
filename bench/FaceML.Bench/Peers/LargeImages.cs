namespace FaceML.Bench.Peers;

/// <summary>
/// Images of 20 megapixels with several faces, put together from people of LFW: enlarged, on an enlarged corner of another image, with a
/// grain over all of it, so that a JPEG file is about as large as one of a camera.
/// </summary>
internal static class LargeImages
{
    private const int Width = 5472, Height = 3648, Columns = 3, Rows = 2, FewestFaces = 2, Smallest = 1000;

    private const int Grain = 12, GrainLength = 1 << 20;

    /// <summary>Writes them into a folder.</summary>
    public static string[] Write(string folder, int count)
    {
        string[] people = [.. Directory.GetDirectories(DataSets.Find("lfw-deepfunneled")).Order(StringComparer.Ordinal)];
        sbyte[] grain = GrainOf(new Random(1));
        string[] files = [.. Enumerable.Range(0, count).Select(i => Path.Combine(folder, $"large-{i:D4}.jpg"))];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            Compose(people, new Random(i), grain).Save(files[i]));
        return files;
    }

    private static Image Compose(string[] people, Random random, sbyte[] grain)
    {
        Image large = PersonOf(people, random).Crop(new Box(0, 0, 60, 40)).Resize(Width, Height);
        int[] cells = [.. Enumerable.Range(0, Columns * Rows)];
        random.Shuffle(cells);
        int faces = random.Next(FewestFaces, cells.Length + 1), cellWidth = Width / Columns, cellHeight = Height / Rows;
        foreach (int cell in cells.Take(faces))
        {
            int side = random.Next(Smallest, Math.Min(cellWidth, cellHeight));
            int left = cell % Columns * cellWidth + random.Next(cellWidth - side);
            int top = cell / Columns * cellHeight + random.Next(cellHeight - side);
            Image person = PersonOf(people, random).Resize(side, side);
            for (int y = 0; y < side; y++)
            {
                person.Pixels.Slice(y * side * 3, side * 3).CopyTo(large.Pixels[(((top + y) * Width + left) * 3)..]);
            }
        }

        for (int y = 0; y < Height; y++)
        {
            Span<byte> row = large.Pixels.Slice(y * Width * 3, Width * 3);
            ReadOnlySpan<sbyte> own = grain.AsSpan(random.Next(grain.Length - row.Length), row.Length);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = (byte)Math.Clamp(row[x] + own[x], 0, byte.MaxValue);
            }
        }

        return large;
    }

    private static Image PersonOf(string[] people, Random random)
    {
        string folder = people[random.Next(people.Length)];
        return Image.Load(Path.Combine(folder, $"{Path.GetFileName(folder)}_0001.jpg"));
    }

    private static sbyte[] GrainOf(Random random)
    {
        sbyte[] grain = new sbyte[GrainLength];
        for (int i = 0; i < grain.Length; i++)
        {
            grain[i] = (sbyte)random.Next(-Grain, Grain + 1);
        }

        return grain;
    }
}
