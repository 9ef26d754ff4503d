namespace FaceML;

/// <summary>Puts FaceML beside ML.NET's own catalogs: <c>ml.Faces</c>.</summary>
public static class FaceMLContextExtensions
{
    extension(MLContext ml)
    {
        /// <summary>
        /// FaceML's estimators, loaders and saved pipelines. The catalog holds nothing but the context: asking again costs nothing.
        /// </summary>
        /// <exception cref="ArgumentNullException">The context is null.</exception>
        public FaceCatalog Faces => new(ml);
    }
}
