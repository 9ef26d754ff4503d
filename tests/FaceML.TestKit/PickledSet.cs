using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FaceML.TestKit;

/// <summary>
/// Verification sets as InsightFace packs them, byte by byte as Python's pickle writes a pair of lists: an array that stands in the list
/// again is referred to.
/// </summary>
public static class PickledSet
{
    /// <summary>As Python 3 writes bytes in protocol 3 and above: frames and numbered memos from 4.</summary>
    public static byte[] Python3(int protocol, IReadOnlyList<byte[]> images, IReadOnlyList<bool> isSame)
    {
        var body = new Writer(protocol >= 4 ? Memo.Counted : Memo.Numbered);
        body.Set(images, isSame, image => body.Bytes(image.Length < 256 ? (byte)'C' : (byte)'B', image.Length < 256 ? 1 : 4, image));
        byte[] pickle = body.ToArray();
        return protocol >= 4
            ? [0x80, (byte)protocol, 0x95, .. BitConverter.GetBytes((long)pickle.Length), .. pickle]
            : [0x80, (byte)protocol, .. pickle];
    }

    /// <summary>As Python 2 writes strings of bytes in protocol 2.</summary>
    public static byte[] Python2(IReadOnlyList<byte[]> images, IReadOnlyList<bool> isSame)
    {
        var body = new Writer(Memo.Numbered);
        body.Set(images, isSame, image => body.Bytes(image.Length < 256 ? (byte)'U' : (byte)'T', image.Length < 256 ? 1 : 4, image));
        return [0x80, 2, .. body.ToArray()];
    }

    /// <summary>As Python 3 writes bytes in protocol 2: a call of a codec with a text and the name Latin-1.</summary>
    public static byte[] Python3InProtocol2(IReadOnlyList<byte[]> images, IReadOnlyList<bool> isSame)
    {
        var body = new Writer(Memo.Numbered);
        int codec = -1, name = -1;
        body.Set(images, isSame, image =>
        {
            codec = body.Again(codec, () => body.Raw("c_codecs\nencode\n"u8));
            body.Bytes((byte)'X', 4, Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(image)));
            body.Store();
            name = body.Again(name, () => body.Bytes((byte)'X', 4, "latin1"u8));
            body.Raw([0x86]);
            body.Store();
            body.Raw("R"u8);
        });
        return [0x80, 2, .. body.ToArray()];
    }

    private enum Memo
    {
        Numbered,
        Counted,
    }

    private sealed class Writer(Memo memo)
    {
        private const int Batch = 1000;

        private readonly ArrayBufferWriter<byte> stream = new();
        private int stored;

        public byte[] ToArray() => stream.WrittenSpan.ToArray();

        public void Raw(ReadOnlySpan<byte> bytes) => stream.Write(bytes);

        public void Bytes(byte code, int width, ReadOnlySpan<byte> content)
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            Raw([code]);
            Raw(length[..width]);
            Raw(content);
        }

        public int Store()
        {
            if (memo == Memo.Counted)
            {
                Raw([0x94]);
            }
            else if (stored < 256)
            {
                Raw([(byte)'q', (byte)stored]);
            }
            else
            {
                Raw([(byte)'r', .. BitConverter.GetBytes(stored)]);
            }

            return stored++;
        }

        // What was stored, or what is written now and stored.
        public int Again(int key, Action write)
        {
            if (key >= 0)
            {
                Raw(key < 256 ? [(byte)'h', (byte)key] : [(byte)'j', .. BitConverter.GetBytes(key)]);
                return key;
            }

            write();
            return Store();
        }

        public void Set(IReadOnlyList<byte[]> images, IReadOnlyList<bool> isSame, Action<byte[]> write)
        {
            Dictionary<byte[], int> before = new(ReferenceEqualityComparer.Instance);
            List(images, image => before[image] = Again(before.GetValueOrDefault(image, -1), () => write(image)));
            List(isSame, same => Raw([(byte)(same ? 0x88 : 0x89)]));
            Raw([0x86]);
            Store();
            Raw([(byte)'.']);
        }

        private void List<T>(IReadOnlyList<T> items, Action<T> write)
        {
            Raw([(byte)']']);
            Store();
            foreach (T[] batch in items.Chunk(Batch))
            {
                bool single = batch.Length == 1;
                Raw(single ? [] : "("u8);
                Array.ForEach(batch, write);
                Raw([single ? (byte)'a' : (byte)'e']);
            }
        }
    }
}
