namespace FaceML.Evaluation.Protocols;

/// <summary>
/// A verification set as InsightFace packs it (<c>lfw.bin</c>, <c>agedb_30.bin</c>): a pickle of encoded images, two a pair, and of one
/// Boolean a pair. The images stay in the file until they are asked for. Immutable and thread-safe.
/// </summary>
internal sealed class VerificationBin
{
    private readonly PickledImage[] images;
    private readonly long length;

    private VerificationBin(string file, long length, PickledImage[] images, bool[] isSame) =>
        (File, this.length, this.images, IsSame) = (file, length, images, isSame);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Whether the images 2 n and 2 n + 1 show the same person.</summary>
    public IReadOnlyList<bool> IsSame { get; }

    /// <summary>How many images there are.</summary>
    public int ImageCount => images.Length;

    /// <summary>Finds the images in a file, without reading them.</summary>
    /// <exception cref="ProtocolFormatException">The file is no pickle of such lists; the message names the byte. Nothing in it is
    /// executed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static VerificationBin Read(string file)
    {
        using FileStream stream = System.IO.File.OpenRead(file);
        (PickledImage[] images, bool[] isSame) = new PickleScanner(stream, file).Scan();
        return images.Length == 2 * (long)isSame.Length && isSame.Length > 0
            ? new(file, stream.Length, images, isSame)
            : throw ProtocolFormatException.AtByte(file, stream.Length,
                $"there must be two images a pair, and a pair; there are {images.Length} images and {isSame.Length} pairs.");
    }

    /// <summary>The encoded image of a number from 0.</summary>
    /// <exception cref="ProtocolFormatException">The bytes are not those of an image, or the file is another one by now.</exception>
    public byte[] ReadImage(int number)
    {
        PickledImage image = images[number];
        byte[] bytes = new byte[image.Length];
        using FileStream stream = System.IO.File.OpenRead(File);
        if (stream.Length != length)
        {
            throw ProtocolFormatException.AtByte(File, image.Offset, $"the file has {stream.Length} bytes; it had {length}.");
        }

        stream.Position = image.Offset;
        stream.ReadExactly(bytes);
        return image.IsText ? FromText(bytes, image.Offset) : bytes;
    }

    /// <summary>
    /// The pairs in the file's order, in folds of neighbors as the field cuts them. An image is named by its number; one that the pickle
    /// holds once and refers to again has one name.
    /// </summary>
    /// <param name="folds">How many; fewer where there are fewer pairs.</param>
    public IReadOnlyList<ImagePair> Pairs(int folds = 10)
    {
        // The first folds have one pair more where the number does not divide.
        int count = IsSame.Count, parts = Math.Min(folds, count), larger = count % parts, size = count / parts;
        int FoldOf(int pair) => pair < larger * (size + 1) ? pair / (size + 1) : larger + ((pair - (larger * (size + 1))) / size);
        Dictionary<PickledImage, string> names = [];
        string Name(int image) => names.TryGetValue(images[image], out string? name)
            ? name
            : names[images[image]] = image.ToString(CultureInfo.InvariantCulture);
        return [.. Enumerable.Range(0, count).Select(n => new ImagePair(Name(2 * n), Name((2 * n) + 1), IsSame[n], null, null, FoldOf(n)))];
    }

    // Python 3 writes bytes in protocol 2 as a text of their code points, which is UTF-8 in the file.
    private byte[] FromText(byte[] text, long offset)
    {
        List<byte> bytes = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
            {
                bytes.Add(text[i]);
            }
            else if (text[i] is 0xC2 or 0xC3 && i + 1 < text.Length && (text[i + 1] & 0xC0) == 0x80)
            {
                bytes.Add((byte)(((text[i] & 3) << 6) | (text[++i] & 0x3F)));
            }
            else
            {
                throw ProtocolFormatException.AtByte(File, offset + i, "a character of bytes as text must lie between 0 and 255.");
            }
        }

        return [.. bytes];
    }
}
