/**
 * Words that the vendors' messages and field names are made of. None of them tells anything about a person; a word that is
 * missing here costs no more than a look into the audit trail.
 */
const WORDS = `
a about above absolute acc accept accepted access account accounting across action activated active add added adding
additional address addresses adjustment adjustments after again against all allocate allocated allocation allow allowed
already also amount amounts an and another any api app application applied applies apply archived are array as assign
assigned assignment at attempt attempted attribute auth authenticated authentication authorization authorized auto
availability available awaiting away back bad balance bank base batch be because been before being belong belongs below
between beyond bigcommerce bil billing blank body boolean both brand brightpearl bulk bundle bundles busy but by bytes
calculated call called can cancel canceled cancelled cannot capture captured card carrier catalog categories category
certificate certificates change changed channel channels character characters charge charset check checkout cheque
choice city clearing client clock close closed cmnc code codes collection column combination combined communication
company complete completed component composition conc concurrent confirm confirmed conflict conflicts congestion
consignment constraint contact contacting contacts contain contains content contract control correct correction
corrections cost costs could couldn count country create created creation credential credentials credit credited
currencies currency current currently custom customer customers cutover data date day days deadline debit decimal
decimals declined decode def default degraded del delete deleted deleting delivery department depth description
destination detail detailed details did different digits disabled discontinued discount discounts divisible do document
documents does doesn domain don done down download draft due duplicate duplicated during e each either elements email
emails empty enabled encode encoding encountered end ended ending enough entered entities entity entries entry enum
equal error errors etag event events ex exact exc exceed exceeded exceeds except exchange exclusive exist existing
exists expected expire expired expires expiry external fail failed failure false fast fax features few fewer field
fields file files filter filters financial find finished first fit fixed float following for forbidden form format found
from fulfilled fulfilment full further future gateway general generate generated get gift given go goods grant greater
gross group groups guest had hand handle handling has have header headers help here hidden higher history hold hook
hooks however html http https id identifier identity ids idset if ignored in inactive inc include included includes
inclusive incorrect index information input inserted inst installed instance insufficient int intc integer integers
integral integration integrity internal into invalid inventory invoice invoiced invoices is isn iso issue it item items
its join journal journals json just keep kept key keys kind know known label large last later latest lead least ledger
length less level limit limited limits line lines link list listed listing lists live load location lock locked locks
login long longer lower made mail main maintenance make making malformed mandatory manual many map mapping match matches
matching max maximum megabytes message messages metadata metafield metafields method methods milliseconds min minimum
minute minutes missing mob mobile mode model modified modify more most ms multi multiple multiples must name named names
namespace need needed needs negative net never new newsletter next no nominal non none not note notes nothing null
number numbers object of off old on once one only open operation operations option options or ordb ordc order orders
organisation other out outside over overlap overlapping overloaded overridden override own owner page pages paid pair
parallel param parameter parameters parent parse parsed part partial partially parts party password patch path payload
payloads payment payments pending per percentage perform period permission permissions permitted phone pickup placed
plain platform please points port positive possible post postal postcode prdc precondition prefix present previous pri
price prices pricing primary private privileges process processed processing product products project properties
property provide provided provider public purchase put quantities quantity query queue quota quotas quote range rate
rates reach reached read reading ready reason receipt received record records redirect ref reference references refresh
refund refunded refunds refused region rejected related relative released remaining remote remove removed replace
replaced request requested requests require required requires reservation reserve reserved resource resources response
rest restored restricted result results retry return returned role rollback round rounding route row rows rule rules run
s safety sale sales same scheme scope search sec second secondary seconds secret section see select seller send sending
sent sequence sequential server service session set sets setting settings several shared ship shipment shipments shipped
shipping shop shopper short should show size sku skus so sold some something sort sorted source space specified specify
staff stale standard start started state status statuses still stock stocked store stored storefront string sub subject
submitted subscribe subscribed subscription subtotal success such supplied supplier supply support supported suspended
syntax system t table taken target tax taxable taxes team telephone template temporarily ter terminated tertiary test
text than that the their them then there these they this those through time timed timeout times timestamp timestamps
title to today together token tokens too total totals tracked tracking transaction transactional transactions transfer
true try twice type types unable unallocated unassigned unauthorized unavailable under unexpected unique unit unknown
unless unprocessable unrecognized unset unsupported until up update updated upserted uri url usage use used user uses
using utc v valid validate validation value values variant variants vat verification version via violates violation void
wait waiting want wanted warehouse warehouses warning was wasn web webhook webhooks weight were when where whether which
while whole whsb whsc why wide width will window with within without word words would wrapping write written wrong x
year yet you your zero zip zone
100 128 200 250 255 256 400 401 403 404 409 422 429 500 502 503 1000
`;

export const VOCABULARY: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
