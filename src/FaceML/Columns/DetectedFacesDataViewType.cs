namespace FaceML.Columns;

/// <summary>The type of a column that holds the faces found in an image: <see cref="DetectedFaces"/>. A value is never null.</summary>
internal sealed class DetectedFacesDataViewType : ValueDataViewType
{
    static DetectedFacesDataViewType() => DataViewTypeManager.Register(Instance, typeof(DetectedFaces), new FaceColumnTypeAttribute());

    private DetectedFacesDataViewType()
        : base(typeof(DetectedFaces), "DetectedFaces")
    {
    }

    /// <summary>The one instance.</summary>
    public static DetectedFacesDataViewType Instance { get; } = new();
}
