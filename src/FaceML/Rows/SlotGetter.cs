using FaceML.Columns;

namespace FaceML.Rows;

/// <summary>Getters over arrays of results, one element a slot.</summary>
internal static class SlotGetter
{
    /// <summary>Hands out by assignment: numbers, texts, images.</summary>
    public static Delegate Of<T>(T[] values, Slot slot) => (ValueGetter<T>)((ref T value) => value = values[slot.Index]);

    /// <summary>Hands out images: FaceML's are shared, ML.NET's are made for the receiver, who owns them.</summary>
    public static Delegate OfImage(Image?[] values, Slot slot, ImageColumnKind kind) => kind == ImageColumnKind.FaceImage
        ? Of(values, slot)
        : (ValueGetter<MLImage>)((ref MLImage value) =>
    {
        value?.Dispose();
        value = values[slot.Index] is { } image ? MLImagePixels.ToMLImage(image) : null!;
    });

    /// <summary>Hands out a copy, dense.</summary>
    public static Delegate OfVector<T>(T[][] values, Slot slot) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => Fill(values[slot.Index], ref value));

    /// <summary>Hands out the same text object each time, so that a row costs no allocation.</summary>
    public static Delegate OfText(string[] values, Slot slot) =>
        (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = values[slot.Index].AsMemory());

    private static void Fill<T>(T[] source, ref VBuffer<T> value)
    {
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, source.Length);
        source.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
