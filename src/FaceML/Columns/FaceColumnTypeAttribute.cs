namespace FaceML.Columns;

/// <summary>
/// Marks a field or property of a row class as a column of FaceML's: images if its type is <see cref="Image"/>, faces if it is
/// <see cref="DetectedFaces"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class FaceColumnTypeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override void Register()
    {
        DataViewTypeManager.Register(FaceImageDataViewType.Instance, typeof(Image), this);
        DataViewTypeManager.Register(DetectedFacesDataViewType.Instance, typeof(DetectedFaces), this);
    }

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is FaceColumnTypeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FaceColumnTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(FaceColumnTypeAttribute).GetHashCode();
}
