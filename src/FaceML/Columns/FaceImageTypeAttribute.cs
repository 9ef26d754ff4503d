namespace FaceML.Columns;

/// <summary>Marks a field or property of type <see cref="Image"/> as a column of images (<see cref="FaceImageDataViewType"/>).</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class FaceImageTypeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(FaceImageDataViewType.Instance, typeof(Image), this);

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is FaceImageTypeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FaceImageTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(FaceImageTypeAttribute).GetHashCode();
}
