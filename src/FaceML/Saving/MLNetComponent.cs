using System.Buffers.Binary;
using System.Text;

namespace FaceML.Saving;

/// <summary>
/// The header that ML.NET writes before each component of a model file: which loader makes it, and the assembly that
/// ML.NET loads for it. Read before ML.NET sees the file.
/// </summary>
/// <param name="Loader">The loader's signature, such as <c>TermTransform</c>.</param>
/// <param name="Assembly">The full name of the assembly that ML.NET loads by name; null when none is stated.</param>
/// <param name="Contract">The contract of a custom mapping; null for other components.</param>
/// <param name="ContractAssembly">The full name of the assembly that ML.NET loads for the contract.</param>
internal sealed record MLNetComponent(string Loader, string? Assembly, string? Contract, string? ContractAssembly)
{
    private const int HeaderBytes = 0x100;
    private const string CustomMapping = "CustomTransformer";

    // "ML", a zero, "MODEL": the first eight bytes of every header.
    private static ReadOnlySpan<byte> Magic => [0x4D, 0x4C, 0x00, 0x4D, 0x4F, 0x44, 0x45, 0x4C];

    /// <summary>All headers in an entry, wherever they stand: a component may hold others inside its own bytes.</summary>
    /// <exception cref="FormatException">A header is not one.</exception>
    public static IEnumerable<MLNetComponent> ReadAll(byte[] entry)
    {
        for (int at = 0; at < entry.Length;)
        {
            int found = entry.AsSpan(at).IndexOf(Magic);
            if (found < 0)
            {
                yield break;
            }

            yield return Read(entry.AsSpan(at + found));
            at += found + Magic.Length;
        }
    }

    private static MLNetComponent Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes)
        {
            throw new FormatException("the header of a component is cut short");
        }

        string loader = Encoding.ASCII.GetString(file.Slice(0x50, 24)).TrimEnd('\0');
        string assembly = Encoding.Unicode.GetString(Part(file, Long(file, 0x90), BinaryPrimitives.ReadUInt32LittleEndian(file[0x98..])));
        if (loader != CustomMapping && Encoding.ASCII.GetString(file.Slice(0x68, 24)).TrimEnd('\0') != CustomMapping)
        {
            return new MLNetComponent(loader, assembly.Length == 0 ? null : assembly, null, null);
        }

        ReadOnlySpan<byte> body = Part(file, Long(file, 0x10), Long(file, 0x18));
        string contract = String(file, body, 0) ?? throw new FormatException("a custom mapping has no contract");
        return new MLNetComponent(CustomMapping, assembly.Length == 0 ? null : assembly, contract, String(file, body, 1));
    }

    // The n-th text of a component whose body is nothing but references to its table of texts.
    private static string? String(ReadOnlySpan<byte> file, ReadOnlySpan<byte> body, int n)
    {
        if (body.Length < (n + 1) * sizeof(int))
        {
            return null;
        }

        int id = BinaryPrimitives.ReadInt32LittleEndian(body[(n * sizeof(int))..]);
        ReadOnlySpan<byte> table = Part(file, Long(file, 0x20), Long(file, 0x28)), characters =
            Part(file, Long(file, 0x30), Long(file, 0x38));
        if (id < 0 || (long)(id + 1) * sizeof(long) > table.Length)
        {
            throw new FormatException("a custom mapping refers to a text that is not there");
        }

        long start = id == 0 ? 0 : Long(table, (id - 1) * sizeof(long)), end = Long(table, id * sizeof(long));
        return start >= 0 && end >= start && end <= characters.Length ? Encoding.Unicode.GetString(characters[(int)start..(int)end])
            : throw new FormatException("a custom mapping has a text outside its table");
    }

    private static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> file, long start, long length) =>
        start >= 0 && length >= 0 && start <= file.Length && length <= file.Length - start ? file.Slice((int)start, (int)length)
            : throw new FormatException("the header of a component points outside its entry");
}
