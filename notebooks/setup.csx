// What every notebook loads first: FaceML as `dotnet build -c Release eng/notebooks` built it, and its formatters.
#r "../artifacts/notebooks/FaceML.dll"
#r "../artifacts/notebooks/FaceML.Evaluation.dll"
#r "../artifacts/notebooks/FaceML.Galleries.dll"
#r "../artifacts/notebooks/FaceML.Imaging.dll"
#r "../artifacts/notebooks/FaceML.Interactive.dll"
#r "../artifacts/notebooks/FaceML.Networks.dll"
#r "../artifacts/notebooks/FaceML.Recognition.dll"
#r "../artifacts/notebooks/FaceML.Training.dll"
#r "../artifacts/notebooks/Microsoft.ML.Core.dll"
#r "../artifacts/notebooks/Microsoft.ML.Data.dll"
#r "../artifacts/notebooks/Microsoft.ML.DataView.dll"
#r "../artifacts/notebooks/Microsoft.ML.KMeansClustering.dll"
#r "../artifacts/notebooks/Microsoft.ML.PCA.dll"
#r "../artifacts/notebooks/Microsoft.ML.StandardTrainers.dll"
#r "../artifacts/notebooks/Microsoft.ML.Transforms.dll"

FaceML.Interactive.FaceMLExtension.Load();

// Paths in the notebooks are those of the repository's root.
System.Environment.CurrentDirectory = System.IO.Path.GetFullPath("..");
