namespace FaceML.Columns;

/// <summary>
/// The type of a column that holds images: <see cref="Image"/>, RGB, upright. A value may be null: the
/// file could not be read (where the loader was told to go on), or there was no face to cut out.
/// </summary>
/// <remarks>Images in a column are shared, never copied: whoever takes one out must not write to it.</remarks>
internal sealed class FaceImageDataViewType : ValueDataViewType
{
    static FaceImageDataViewType() => DataViewTypeManager.Register(Instance, typeof(Image), new FaceColumnTypeAttribute());

    private FaceImageDataViewType()
        : base(typeof(Image), "FaceImage")
    {
    }

    /// <summary>The one instance.</summary>
    public static FaceImageDataViewType Instance { get; } = new();
}
