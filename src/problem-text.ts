import type { UnLanguage } from './model/vocabulary.js'

/** The last part of a problem's `type`: a name that never changes its meaning. */
export type ProblemSlug =
  'invalid-request' | 'invalid-cursor' | 'not-found' | 'method-not-allowed' | 'request-timeout' | 'conflict' | 'gone' | 'payload-too-large' |
  'uri-too-long' | 'unsupported-media-type' | 'too-many-requests' | 'headers-too-large' | 'internal-error' | 'unavailable'

/** What a person reads of every problem, in each language: what happened, and what to do. */
export const problemText: Record<UnLanguage, Record<ProblemSlug, { title: string, help: string }>> = {
  ar: {
    'invalid-request': { title: 'الطلب غير صالح', help: 'يسمي كل بند في `errors` جزءا من الطلب ويبين الخطأ فيه.' },
    'invalid-cursor': { title: 'المؤشر غير صالح', help: 'يؤخذ المؤشر من `page.next` في الرد على الطلب نفسه، ويجب إعادته دون تغيير ومع عوامل التصفية نفسها.' },
    'not-found': { title: 'لا يوجد شيء هنا', help: 'لا المسار موجود ولا السجل. ويسرد `/v1` كل ما هو متاح.' },
    'method-not-allowed': { title: 'الطريقة غير مسموح بها هنا', help: 'تسرد الترويسة `Allow` الطرق المسموح بها.' },
    'request-timeout': { title: 'لم يصل الطلب في الوقت المحدد', help: 'أرسل الطلب كاملا دون توقف.' },
    conflict: { title: 'الطلب يتعارض مع البيانات الحالية', help: 'اقرأ السجل مرة أخرى ثم قرر من جديد.' },
    gone: { title: 'سُحب السجل', help: 'يبين `reason` السبب. ويبقى ما نُشر من قبل محفوظا في سجل التدقيق.' },
    'payload-too-large': { title: 'الطلب كبير جدا', help: 'أرسل بيانات أقل في الطلب الواحد.' },
    'uri-too-long': { title: 'العنوان طويل جدا', help: 'اختصر الاستعلام.' },
    'unsupported-media-type': { title: 'نوع الوسائط غير مدعوم', help: 'أرسل `application/json`.' },
    'too-many-requests': { title: 'عدد الطلبات كبير جدا', help: 'انتظر عدد الثواني المحدد في `Retry-After`.' },
    'headers-too-large': { title: 'ترويسات الطلب كبيرة جدا', help: 'أرسل ترويسات أقصر أو عنوانا أقصر.' },
    'internal-error': { title: 'حدث خطأ من جانبنا', help: 'أبلغ عنه مع ذكر `requestId` الخاص به.' },
    unavailable: { title: 'جزء من الخدمة لا يستجيب', help: 'حاول مرة أخرى بعد عدد الثواني المحدد في `Retry-After`.' }
  },
  en: {
    'invalid-request': { title: 'The request is not valid', help: 'Each entry of `errors` names a part of the request and what is wrong with it.' },
    'invalid-cursor': { title: 'The cursor is not valid', help: 'A cursor comes from `page.next` of an answer to the same request and must be given back unchanged, with the same filters.' },
    'not-found': { title: 'There is nothing here', help: 'Neither the path nor the record exists. `/v1` lists what there is.' },
    'method-not-allowed': { title: 'The method is not allowed here', help: 'The `Allow` header lists the methods that are.' },
    'request-timeout': { title: 'The request did not arrive in time', help: 'Send the whole request without a pause.' },
    conflict: { title: 'The request contradicts what is there', help: 'Read the record again and decide anew.' },
    gone: { title: 'The record was withdrawn', help: '`reason` says why. What was published before stays in the audit.' },
    'payload-too-large': { title: 'The request is too large', help: 'Send less in one request.' },
    'uri-too-long': { title: 'The address is too long', help: 'Shorten the query.' },
    'unsupported-media-type': { title: 'The media type is not supported', help: 'Send `application/json`.' },
    'too-many-requests': { title: 'Too many requests', help: 'Wait for the seconds that `Retry-After` names.' },
    'headers-too-large': { title: 'The request headers are too large', help: 'Send shorter headers or a shorter address.' },
    'internal-error': { title: 'Something went wrong on our side', help: 'Report it with its `requestId`.' },
    unavailable: { title: 'A part of the service does not answer', help: 'Try again after the seconds that `Retry-After` names.' }
  },
  es: {
    'invalid-request': { title: 'La solicitud no es válida', help: 'Cada entrada de `errors` indica una parte de la solicitud y su error.' },
    'invalid-cursor': { title: 'El cursor no es válido', help: 'El cursor procede de `page.next` de una respuesta a la misma solicitud y debe devolverse sin cambios y con los mismos filtros.' },
    'not-found': { title: 'Aquí no hay nada', help: 'No existe la ruta o no existe el registro. En `/v1` se enumera lo que hay.' },
    'method-not-allowed': { title: 'El método no está permitido aquí', help: 'El encabezado `Allow` enumera los métodos permitidos.' },
    'request-timeout': { title: 'La solicitud no llegó a tiempo', help: 'Envíe la solicitud completa sin pausas.' },
    conflict: { title: 'La solicitud contradice los datos existentes', help: 'Lea de nuevo el registro y vuelva a decidir.' },
    gone: { title: 'El registro fue retirado', help: '`reason` indica el motivo. Lo publicado anteriormente se conserva en el registro de auditoría.' },
    'payload-too-large': { title: 'La solicitud es demasiado grande', help: 'Envíe menos datos en cada solicitud.' },
    'uri-too-long': { title: 'La dirección es demasiado larga', help: 'Acorte la consulta.' },
    'unsupported-media-type': { title: 'El tipo de medio no es compatible', help: 'Envíe `application/json`.' },
    'too-many-requests': { title: 'Demasiadas solicitudes', help: 'Espere los segundos que indica `Retry-After`.' },
    'headers-too-large': { title: 'Los encabezados de la solicitud son demasiado grandes', help: 'Envíe encabezados más cortos o una dirección más corta.' },
    'internal-error': { title: 'Se produjo un error por nuestra parte', help: 'Comuníquelo indicando su `requestId`.' },
    unavailable: { title: 'Una parte del servicio no responde', help: 'Inténtelo de nuevo pasados los segundos que indica `Retry-After`.' }
  },
  fr: {
    'invalid-request': { title: 'La requête n’est pas valide', help: 'Chaque entrée de `errors` désigne une partie de la requête et ce qui ne va pas.' },
    'invalid-cursor': { title: 'Le curseur n’est pas valide', help: 'Un curseur provient de `page.next` d’une réponse à la même requête et doit être renvoyé tel quel, avec les mêmes filtres.' },
    'not-found': { title: 'Il n’y a rien ici', help: 'Le chemin ou la fiche n’existe pas. `/v1` énumère ce qui existe.' },
    'method-not-allowed': { title: 'La méthode n’est pas autorisée ici', help: 'L’en-tête `Allow` énumère les méthodes autorisées.' },
    'request-timeout': { title: 'La requête n’est pas arrivée à temps', help: 'Envoyez la requête entière sans pause.' },
    conflict: { title: 'La requête contredit les données existantes', help: 'Relisez la fiche et décidez à nouveau.' },
    gone: { title: 'La fiche a été retirée', help: '`reason` en indique le motif. Ce qui avait été publié reste dans le journal d’audit.' },
    'payload-too-large': { title: 'La requête est trop volumineuse', help: 'Envoyez moins de données par requête.' },
    'uri-too-long': { title: 'L’adresse est trop longue', help: 'Raccourcissez la requête.' },
    'unsupported-media-type': { title: 'Le type de média n’est pas pris en charge', help: 'Envoyez `application/json`.' },
    'too-many-requests': { title: 'Trop de requêtes', help: 'Attendez le nombre de secondes indiqué par `Retry-After`.' },
    'headers-too-large': { title: 'Les en-têtes de la requête sont trop volumineux', help: 'Envoyez des en-têtes plus courts ou une adresse plus courte.' },
    'internal-error': { title: 'Une erreur s’est produite de notre côté', help: 'Signalez-la en indiquant son `requestId`.' },
    unavailable: { title: 'Une partie du service ne répond pas', help: 'Réessayez après le nombre de secondes indiqué par `Retry-After`.' }
  },
  ru: {
    'invalid-request': { title: 'Запрос составлен неверно', help: 'Каждый элемент `errors` называет часть запроса и ошибку в ней.' },
    'invalid-cursor': { title: 'Курсор недействителен', help: 'Курсор берется из `page.next` ответа на тот же запрос и передается без изменений, с теми же фильтрами.' },
    'not-found': { title: 'Здесь ничего нет', help: 'Такого пути или такой записи не существует. Все, что есть, перечислено в `/v1`.' },
    'method-not-allowed': { title: 'Этот метод здесь не разрешен', help: 'Разрешенные методы перечислены в заголовке `Allow`.' },
    'request-timeout': { title: 'Запрос не поступил вовремя', help: 'Отправьте запрос целиком, без пауз.' },
    conflict: { title: 'Запрос противоречит имеющимся данным', help: 'Прочитайте запись еще раз и примите решение заново.' },
    gone: { title: 'Запись отозвана', help: 'Причина указана в `reason`. Опубликованное ранее сохраняется в журнале аудита.' },
    'payload-too-large': { title: 'Запрос слишком велик', help: 'Отправляйте меньше данных в одном запросе.' },
    'uri-too-long': { title: 'Адрес слишком длинный', help: 'Сократите запрос.' },
    'unsupported-media-type': { title: 'Тип содержимого не поддерживается', help: 'Отправьте `application/json`.' },
    'too-many-requests': { title: 'Слишком много запросов', help: 'Подождите столько секунд, сколько указано в `Retry-After`.' },
    'headers-too-large': { title: 'Заголовки запроса слишком велики', help: 'Отправьте более короткие заголовки или более короткий адрес.' },
    'internal-error': { title: 'Произошла ошибка на нашей стороне', help: 'Сообщите о ней, указав ее `requestId`.' },
    unavailable: { title: 'Часть сервиса не отвечает', help: 'Повторите попытку через столько секунд, сколько указано в `Retry-After`.' }
  },
  zh: {
    'invalid-request': { title: '请求无效', help: '`errors` 中的每一项指明请求的一个部分及其错误。' },
    'invalid-cursor': { title: '游标无效', help: '游标取自同一请求的应答中的 `page.next`，必须原样传回，并使用相同的筛选条件。' },
    'not-found': { title: '此处没有内容', help: '路径或记录不存在。`/v1` 列出现有的全部内容。' },
    'method-not-allowed': { title: '此处不允许使用该方法', help: '`Allow` 标头列出允许使用的方法。' },
    'request-timeout': { title: '请求未按时送达', help: '请不间断地发送完整的请求。' },
    conflict: { title: '请求与现有数据相冲突', help: '请重新读取该记录后再作决定。' },
    gone: { title: '该记录已撤回', help: '`reason` 说明撤回原因。此前发布的内容保留在审计记录中。' },
    'payload-too-large': { title: '请求过大', help: '请减少单次请求发送的数据。' },
    'uri-too-long': { title: '地址过长', help: '请缩短查询。' },
    'unsupported-media-type': { title: '不支持该媒体类型', help: '请发送 `application/json`。' },
    'too-many-requests': { title: '请求过多', help: '请按 `Retry-After` 所示的秒数等待。' },
    'headers-too-large': { title: '请求标头过大', help: '请缩短标头或地址。' },
    'internal-error': { title: '我方发生错误', help: '请报告该错误并附上其 `requestId`。' },
    unavailable: { title: '服务的某一部分没有响应', help: '请在 `Retry-After` 所示的秒数之后重试。' }
  }
}
