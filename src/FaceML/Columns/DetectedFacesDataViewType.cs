namespace FaceML.Columns;

/// <summary>The type of a column that holds the faces found in an image: <see cref="DetectedFaces"/>. A value is never null.</summary>
internal sealed class DetectedFacesDataViewType : StructuredDataViewType
{
    static DetectedFacesDataViewType() => DataViewTypeManager.Register(Instance, typeof(DetectedFaces), new DetectedFacesTypeAttribute());

    private DetectedFacesDataViewType()
        : base(typeof(DetectedFaces))
    {
    }

    /// <summary>The one instance.</summary>
    public static DetectedFacesDataViewType Instance { get; } = new();

    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other is DetectedFacesDataViewType;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DetectedFacesDataViewType;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(DetectedFacesDataViewType).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => "DetectedFaces";
}
