namespace FaceML.Columns;

/// <summary>
/// Marks a field or property of type <see cref="DetectedFaces"/> as a column of faces (<see cref="DetectedFacesDataViewType"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class DetectedFacesTypeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(DetectedFacesDataViewType.Instance, typeof(DetectedFaces), this);

    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is DetectedFacesTypeAttribute;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DetectedFacesTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(DetectedFacesTypeAttribute).GetHashCode();
}
